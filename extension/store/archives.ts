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

export const sendOrders = ['oldest-first', 'newest-first'] as const;
/** By when the sessions were begun. */
export type SendOrder = (typeof sendOrders)[number];

const WAITING = ['sealed', 'sending', 'accepted'] as const;

/**
 * Whether the moment has come that something was put off to. Nobody is told to wait for longer than
 * `limits.maxRetryAfterMs`: a try that lies further ahead was planned before the clock was set back.
 */
export const isDue = (nextTryAt: number, nowMs: number): boolean =>
  nextTryAt <= nowMs || nextTryAt > nowMs + limits.maxRetryAfterMs;

/** Archives that wait to be sent or confirmed and are due: first what the participant asked for, then by `order`. */
export async function findDueArchives(
  database: Database,
  nowMs: number,
  order: SendOrder = 'oldest-first',
): Promise<ArchiveRow[]> {
  const rows = await database.archives.where('state').anyOf(WAITING).toArray();
  return inSendingOrder(
    rows.filter(({ nextTryAt }) => isDue(nextTryAt, nowMs)),
    order,
  );
}

type Ordered = Pick<ArchiveRow, 'askedFor' | 'summary'>;

/** The order in which archives are sent, as the queue shows it too. */
export function inSendingOrder<Row extends Ordered>(rows: readonly Row[], order: SendOrder): Row[] {
  const sign = order === 'oldest-first' ? 1 : -1;
  return rows.toSorted(
    (a, b) =>
      Number(b.askedFor === true) - Number(a.askedFor === true) || sign * (a.summary.startedAt - b.summary.startedAt),
  );
}

/** The archive as it is now, if it is still due: meanwhile it may have been sent, held or removed. */
export async function takeDueArchive(
  database: Database,
  sessionId: string,
  nowMs: number,
): Promise<ArchiveRow | undefined> {
  const row = await database.archives.get(sessionId);
  if (row === undefined || !WAITING.some((state) => state === row.state)) return undefined;
  return isDue(row.nextTryAt, nowMs) ? row : undefined;
}

/** Makes every archive that waits due at once. */
export async function makeDueNow(database: Database): Promise<void> {
  await database.archives.where('state').anyOf('sealed', 'sending').modify({ nextTryAt: 0 });
}

/**
 * What the participant's button does: this archive, or all that wait, are tried at once, also when they were held, and
 * even though sending is paused or the connection is one that she would not have it on.
 */
export async function askToSend(database: Database, sessionId?: string): Promise<void> {
  await database.archives
    .where('state')
    .anyOf('sealed', 'sending', 'held', 'accepted')
    .filter((row) => sessionId === undefined || row.sessionId === sessionId)
    .modify((row) => {
      row.nextTryAt = 0;
      if (row.state !== 'accepted') row.askedFor = true;
      if (row.state === 'held') letGo(row);
    });
}

/** Takes that back: sending is paused. */
export async function forgetAsked(database: Database): Promise<void> {
  await database.archives.filter(({ askedFor }) => askedFor === true).modify({ askedFor: false });
}

/** The participant has saved these archives as files. */
export async function markExported(database: Database, sessionIds: readonly string[], at: number): Promise<void> {
  await database.archives.where('sessionId').anyOf(sessionIds).modify({ exportedAt: at });
}

/** Holds everything that waits, because nothing can be sent until a person has done something about `reason`. */
export async function holdWaiting(database: Database, reason: string): Promise<void> {
  await database.archives.where('state').anyOf('sealed', 'sending').modify({ state: 'held', failure: reason });
}

/** What of the archives belongs to whom, by `sync/whose-archive.ts`. */
export type Belonging = {
  participantId: string;
  /** Null when it is this participant's, or nobody's yet. */
  otherOwnerOf(row: ArchiveRow): string | null;
  /** Why something that is another participant's is held. */
  reasonFor(owner: string): string;
};

/** Holds what waits and is another participant's, and lets go of what was held for being this one's. */
export async function holdForOwner(
  { archives }: Database,
  { participantId, otherOwnerOf, reasonFor }: Belonging,
): Promise<void> {
  await archives
    .where('state')
    .anyOf('sealed', 'sending')
    .filter((row) => otherOwnerOf(row) !== null)
    .modify((row) => {
      const owner = otherOwnerOf(row) ?? participantId;
      Object.assign(row, { state: 'held', heldFor: owner, failure: reasonFor(owner), askedFor: false });
    });
  await archives
    .where({ state: 'held' })
    .filter(({ heldFor }) => heldFor === participantId)
    .modify((row) => {
      letGo(row);
      row.nextTryAt = 0;
    });
}

/** How many archives wait for the device to belong to that participant again. */
export function countHeldFor(participantId: string, rows: readonly Pick<ArchiveRow, 'state' | 'heldFor'>[]): number {
  return rows.filter(({ state, heldFor }) => state === 'held' && heldFor === participantId).length;
}

/** Lets go of what is held, so that it is tried again: what has changed may be what it was held for. */
export async function releaseHeld(database: Database): Promise<void> {
  await database.archives.where({ state: 'held' }).modify(letGo);
}

/** A reason that names another study is true only as long as it is held for that. */
function letGo(row: ArchiveRow): void {
  row.state = 'sealed';
  if (row.heldFor === undefined) return;
  delete row.heldFor;
  row.failure = null;
}

/** Removes local copies of archives that were confirmed longer ago than the participant keeps them. */
export async function forgetConfirmed(database: Database, confirmedBeforeMs: number): Promise<void> {
  await database.archives
    .where({ state: 'confirmed' })
    .filter(({ archive, acceptedAt }) => archive !== null && (acceptedAt ?? Infinity) < confirmedBeforeMs)
    .modify({ archive: null });
}
