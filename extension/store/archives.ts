import { limits } from '../../shared/limits.ts';
import type { ArchiveRow, Database, SessionRow } from './database.ts';
import { recordingTables, removeRecording } from './sessions.ts';

/**
 * Commits a sealed archive, moves its session to `sealed` and removes what it was made of, all or nothing. When the
 * session was discarded meanwhile, nothing is stored; when interactions have come in since it was read (`madeOf` counts
 * those that were read), nothing either: they were acknowledged, so the session is sealed anew with them.
 */
export async function putArchive(
  database: Database,
  archive: ArchiveRow,
  judgement: SessionRow['judgement'],
  madeOf: number,
): Promise<void> {
  const { sessions, interactions, archives } = database;
  await database.transaction('rw', [sessions, archives, ...recordingTables(database)], async () => {
    const session = await sessions.get(archive.sessionId);
    if (session?.phase !== 'finished') return;
    if ((await interactions.where({ sessionId: archive.sessionId }).count()) !== madeOf) return;
    await archives.put(archive);
    await sessions.update(archive.sessionId, { phase: 'sealed', sealFailure: null, judgement });
    await removeRecording(database, archive.sessionId);
  });
}

/**
 * Archives that wait to be sent or confirmed and are due, longest waiting first. Nobody is told to wait for longer than
 * `limits.maxRetryAfterMs`: a try that lies further ahead was planned before the clock was set back.
 */
export async function findDueArchives(database: Database, nowMs: number): Promise<ArchiveRow[]> {
  const rows = await database.archives.where('state').anyOf('sealed', 'sending', 'accepted').toArray();
  const isDue = (nextTryAt: number): boolean => nextTryAt <= nowMs || nextTryAt > nowMs + limits.maxRetryAfterMs;
  return rows.filter(({ nextTryAt }) => isDue(nextTryAt)).toSorted((a, b) => a.nextTryAt - b.nextTryAt);
}

/** Makes every archive that waits due at once. */
export async function makeDueNow(database: Database): Promise<void> {
  await database.archives.where('state').anyOf('sealed', 'sending').modify({ nextTryAt: 0 });
}

/** Holds everything that waits, because nothing can be sent until a person has done something about `reason`. */
export async function holdWaiting(database: Database, reason: string): Promise<void> {
  await database.archives.where('state').anyOf('sealed', 'sending').modify({ state: 'held', failure: reason });
}

/** Lets go of what is held, so that it is tried again: what the participant's button does. */
export async function releaseHeld(database: Database): Promise<void> {
  await database.archives.where({ state: 'held' }).modify({ state: 'sealed' });
}

/** Removes local copies of archives that were confirmed longer ago than the participant keeps them. */
export async function forgetConfirmed(database: Database, confirmedBeforeMs: number): Promise<void> {
  await database.archives
    .where({ state: 'confirmed' })
    .filter(({ archive, acceptedAt }) => archive !== null && (acceptedAt ?? Infinity) < confirmedBeforeMs)
    .modify({ archive: null });
}
