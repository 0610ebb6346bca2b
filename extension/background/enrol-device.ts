import { enrolmentCode } from '../../shared/api/enrolment.ts';
import { readStored } from '../browser/stored.ts';
import type { Stored } from '../settings.ts';
import { enrolAt } from '../sync/server-client.ts';
import { requireServerUrl } from '../sync/server-url.ts';
import { owesErasure } from '../sync/tell-server.ts';
import { enrolments } from './enrolments.ts';

type Enrolled = NonNullable<Stored<'participant'>>;

/**
 * Joins this device to a study. What it recorded before it had joined any belongs to the new participant from then on;
 * what it recorded for another study stays that one's. A device whose access was lost shows who it was, to the same
 * server only, and stays the same participant.
 * @throws Error with a sentence for the participant.
 */
export async function enrolDevice(address: string, text: string): Promise<{ participantId: string }> {
  const serverUrl = requireServerUrl(address);
  const code = enrolmentCode.safeParse(text);
  if (!code.success) throw new Error(`“${text.trim()}” is not an invitation code. It looks like K7QM-2FXD-9RTA.`);
  const consent = await readStored('consent');
  if (!consent) throw new Error('Please read and agree to the consent text first.');
  const former = await readStored('participant');
  const proof = former?.serverUrl === serverUrl ? { formerToken: former.token } : {};
  const { participantId, token } = await enrolAt(serverUrl, { code: code.data, consent, ...proof });
  await change({ participantId, token, serverUrl }, consent.grantedAt);
  return { participantId };
}

/**
 * Gives this device back to a study that it belonged to before; the present one becomes a former one.
 * @throws Error with a sentence for the participant.
 */
export async function returnToStudy(participantId: string): Promise<void> {
  const { present, former } = await enrolments.read();
  if (present?.participantId === participantId) return;
  const found = former.find((one) => one.participantId === participantId);
  if (found === undefined) throw new Error('This device does not know that study any more. Join it with a code.');
  if (owesErasure(found)) throw new Error('That study is to erase everything about you. Join it anew with a code.');
  await change(found, found.toldConsentAt);
}

/** What the server of the next enrolment has still to be told, if it was one before, goes with it. */
function change({ participantId, token, serverUrl }: Enrolled, toldConsentAt: number | null): Promise<void> {
  return enrolments.change(
    ({ present: before, former }) => {
      const known = new Map([...former, ...(before ? [before] : [])].map((one) => [one.participantId, one]));
      const { duties, dutyFailure } = known.get(participantId) ?? { duties: [], dutyFailure: null };
      known.delete(participantId);
      const present = { participantId, token, serverUrl, toldConsentAt, duties, dutyFailure, away: null };
      return { present, former: [...known.values()] };
    },
    { lostAccess: null, serverAway: null },
  );
}
