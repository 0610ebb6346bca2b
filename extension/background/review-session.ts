import { privateTerms } from '../../shared/privacy/private-terms.ts';
import type { PrivateValue } from '../../shared/privacy/private-value.ts';
import type { PrivateValues } from '../record/private-values.ts';
import type { Workshop } from '../workers/workshop.ts';

/**
 * Learns that a text is private and masks the session anew with everything that is known of the participant.
 * @throws Error with a sentence for the participant when the text is too short to be found by anything but chance.
 */
export async function markPrivate(
  { sessionId, value }: { sessionId: string; value: string },
  privateValues: PrivateValues,
  workshop: Pick<Workshop, 'maskSession'>,
): Promise<void> {
  const marked: PrivateValue = { kind: 'other', value: value.trim() };
  if (privateTerms(marked).length === 0) {
    throw new Error(
      `“${marked.value}” is too short: it would be masked in many places by chance. Remove the step instead.`,
    );
  }
  await workshop.maskSession({
    sessionId,
    known: await privateValues.learn(sessionId, { values: [marked], interactionId: null }),
  });
}
