import { enrolmentCode } from '../../shared/api/enrolment.ts';
import { readStored, writeStored } from '../browser/stored.ts';
import { enrolAt } from '../sync/server-client.ts';
import { requireServerUrl } from '../sync/server-url.ts';

/**
 * Joins this device to a study. Sessions recorded before belong to the new participant from then on. A device whose
 * access was lost shows who it was, to the same server only, and stays the same participant.
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
  await writeStored('participant', { participantId, token, serverUrl });
  await writeStored('toldConsentAt', consent.grantedAt);
  await writeStored('lostAccess', null);
  return { participantId };
}
