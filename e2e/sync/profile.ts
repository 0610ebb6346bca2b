import { writeStored } from '../../extension/browser/stored.ts';
import { type SendWorld, type Sending, sendArchives } from '../../extension/background/send-archives.ts';
import { type Database, openDatabase } from '../../extension/store/database.ts';
import { sampleConsent } from '../../shared/session/sample-consent.ts';
import type { MadeArchive } from '../../sync-server/ingest/make-archive.ts';
import { outboxRow } from '../harness/outbox-row.ts';

export type Access = { participantId: string; token: string; serverUrl: string };

/** What the extension keeps of a device that has joined. All profiles of a test share it, as copies of one would. */
export async function join(access: Access): Promise<void> {
  await writeStored('participant', access);
  await writeStored('consent', sampleConsent);
  await writeStored('lostAccess', null);
}

/** A context of a browser profile that may send: a service worker, say. The profile's store is named, and shared. */
export function openContext(profile: string, world: Partial<SendWorld> = {}): { database: Database; sending: Sending } {
  const database = openDatabase(profile);
  const sending = sendArchives(database, {
    doFetch: (url, init) => fetch(url, init),
    locks: locksOf(profile),
    surroundings: async () => ({ connection: null, battery: null }),
    now: () => Date.now(),
    random: () => Math.random(),
    ...world,
  });
  return { database, sending };
}

/** Node's locks are those of a process; a browser's are those of a profile. */
function locksOf(profile: string): LockManager {
  const request = (name: string, options: LockOptions, work: LockGrantedCallback<unknown>) =>
    navigator.locks.request(`${profile} ${name}`, options, work);
  return { request, query: () => navigator.locks.query() } as LockManager; // in the one form that is used
}

/** Puts archives into the outbox, as sealing does. */
export async function fillOutbox(database: Database, archives: readonly MadeArchive[]): Promise<void> {
  await database.archives.bulkPut(archives.map(outboxRow));
}

/** How many archives are in which state. */
export async function countStates(database: Database): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  await database.archives.each(({ state }) => void (counts[state] = (counts[state] ?? 0) + 1));
  return counts;
}
