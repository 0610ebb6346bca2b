import { isAbsent } from '../../shared/interactions/absent.ts';
import type { PauseReason } from '../../shared/session/session.ts';
import type { Database, SessionRow } from './database.ts';
import { sweepPictures } from './sweep-pictures.ts';

/** A recorder that was silent for no longer was busy. */
const BUSY_MS = 2_000;

/**
 * A document of which nothing is to be recorded from `since` on, in epoch milliseconds. Where that is said later, it may
 * have become another one after `until`.
 */
export type RestedPage = { sessionId: string; pageId: string; tabId: number; since: number; until?: number };

/**
 * Removes what had been stored of a page before it was known what it is for, its pictures included; nothing else of
 * the session.
 */
export async function removeRested(
  database: Database,
  { sessionId, pageId, tabId, since, until = Infinity }: RestedPage,
): Promise<void> {
  const { interactions, frames, commits, known, pictures, deltas } = database;
  await database.transaction('rw', [interactions, frames, commits, known, pictures, deltas], async () => {
    await interactions
      .where('[sessionId+at]')
      .between([sessionId, since], [sessionId, until], true, true)
      .filter(({ captured }) => captured.pageId === pageId)
      .delete();
    await commits
      .where({ sessionId })
      .filter((commit) => commit.tabId === tabId && commit.at >= since && commit.at <= until)
      .delete();
    const shown = await frames
      .where('[sessionId+at]')
      .between([sessionId, since], [sessionId, until], true, true)
      .filter(({ page, frame }) => page?.pageId === pageId && !isAbsent(frame))
      .toArray();
    if (shown.length === 0) return;
    const names = new Set(shown.map(({ frame }) => ('sha256' in frame ? frame.sha256 : '')));
    await frames.bulkDelete(shown.map(({ id }) => id));
    await known.where({ sessionId }).modify((row) => {
      row.frames = row.frames.filter(({ sha256 }) => !names.has(sha256));
    });
    await sweepPictures(database, sessionId);
  });
}

/** Opens a pause while a session records; within a pause there is nothing to open, but a page that rests was seen. */
export async function beginRest(database: Database, sessionId: string, at: number, reason: PauseReason): Promise<void> {
  await change(database, sessionId, (session) => {
    if (session.phase !== 'recording') return;
    const open = session.pauses.at(-1);
    if (open?.to === null) {
      if (open.reason !== 'recorder-missing' || reason === 'recorder-missing') return;
      open.to = Math.max(at, open.from);
      if (open.to - open.from < BUSY_MS) session.pauses.pop();
    }
    const from = Math.max(at, session.startedAt, session.pauses.at(-1)?.to ?? 0);
    session.pauses.push({ from, to: null, reason });
  });
}

/**
 * Closes the pause that `beginRest` opened, if that was not after `begunBefore`; that of a session which is paused as a
 * whole stays.
 */
export async function endRest(
  database: Database,
  sessionId: string,
  at: number,
  { begunBefore = Infinity }: { begunBefore?: number } = {},
): Promise<void> {
  await change(database, sessionId, (session) => {
    const open = session.pauses.at(-1);
    if (session.phase !== 'recording' || open?.to !== null || open.from > begunBefore) return;
    open.to = Math.max(at, open.from);
  });
}

/**
 * The page in front is seen by its recorder again. What it has recorded since the gap began shows that it was there: the
 * gap ends with that, and is none when that was at once, as on a page that was busy when it was asked.
 */
export async function endMissing(database: Database, sessionId: string, at: number): Promise<void> {
  const { sessions, interactions } = database;
  await database.transaction('rw', sessions, interactions, async () => {
    const session = await sessions.get(sessionId);
    const open = session?.pauses.at(-1);
    if (session?.phase !== 'recording' || open?.to !== null || open.reason !== 'recorder-missing') return;
    const seen = await interactions
      .where('[sessionId+at]')
      .between([sessionId, open.from], [sessionId, Math.max(at, open.from)])
      .first();
    open.to = Math.max(open.from, seen?.at ?? at);
    if (open.to - open.from < BUSY_MS) session.pauses.pop();
    await sessions.update(sessionId, { pauses: session.pauses });
  });
}

async function change(database: Database, id: string, work: (session: SessionRow) => void): Promise<void> {
  await database.sessions.where({ id }).modify(work);
}
