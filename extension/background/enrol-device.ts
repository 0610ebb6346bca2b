import { enrolmentCode } from '../../shared/api/enrolment.ts';
import { readStored, writeStoredTogether } from '../browser/stored.ts';
import type { Stored } from '../settings.ts';
import { enrolAt } from '../sync/server-client.ts';
import { requireServerUrl } from '../sync/server-url.ts';

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
  if (former !== null && former.serverUrl !== serverUrl) await requireNothingOwed(former);
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
  const present = await readStored('participant');
  if (present?.participantId === participantId) return;
  if (present !== null) await requireNothingOwed(present);
  const found = (await readStored('formerEnrolments')).find((one) => one.participantId === participantId);
  if (found === undefined) throw new Error('This device does not know that study any more. Join it with a code.');
  const { toldConsentAt, ...enrolled } = found;
  await change(enrolled, toldConsentAt);
}

/** In one write: killed in between, the device would belong to one study and know what another one was told. */
async function change(next: Enrolled, toldConsentAt: number | null): Promise<void> {
  const before = await readStored('participant');
  const kept = [...(await readStored('formerEnrolments'))];
  if (before !== null) kept.push({ ...before, toldConsentAt: await readStored('toldConsentAt') });
  await writeStoredTogether({
    participant: next,
    toldConsentAt,
    formerEnrolments: withoutRepeats(kept).filter(({ participantId }) => participantId !== next.participantId),
    lostAccess: null,
    serverAway: null,
  });
}

const withoutRepeats = <One extends Enrolled>(enrolments: readonly One[]): One[] => [
  ...new Map(enrolments.map((one) => [one.participantId, one])).values(),
];

/** A withdrawal that has not been told yet is for the server that it was meant for. */
async function requireNothingOwed({ serverUrl }: Enrolled): Promise<void> {
  if ((await readStored('duties')).length === 0) return;
  throw new Error(
    `The server on ${new URL(serverUrl).host} has first to be told what you have withdrawn. This happens by itself as soon as it answers.`,
  );
}
