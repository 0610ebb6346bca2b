import { findUpload } from '../../extension/sync/server-client.ts';
import { makeArchive } from '../../sync-server/ingest/make-archive.ts';
import type { Person } from './participants.ts';
import { putUntilStored } from './send.ts';

const ASKING_AT_A_TIME = 20;

/** Everybody sends an archive in the same moment; then each asks, as the extension does, whether it is stored. */
export async function returnAtOnce(url: string, people: readonly Person[]) {
  const parcels = people.map(({ participantId, token }) => ({ ...makeArchive({ participantId }), token }));
  const begin = performance.now();
  const sent = await Promise.allSettled(parcels.map((parcel) => putUntilStored(url, parcel)));
  const seconds = Math.round((performance.now() - begin) / 100) / 10;
  for (const result of sent) if (result.status === 'rejected') console.log(String(result.reason));
  let lost = 0;
  for (let at = 0; at < parcels.length; at += ASKING_AT_A_TIME) {
    const answers = await Promise.all(
      parcels.slice(at, at + ASKING_AT_A_TIME).map(async ({ sessionId, sha256, token }) => {
        const found = await findUpload({ serverUrl: url, token }, sessionId);
        return found?.complete === true && found.sha256 === sha256;
      }),
    );
    lost += answers.filter((isStored) => !isStored).length;
  }
  return { participants: people.length, lost, seconds };
}
