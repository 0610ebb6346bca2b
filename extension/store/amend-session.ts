import type { Database, DeltaRow, FrameRow, InteractionRow, PictureRow, SessionRow } from './database.ts';
import { sweepPictures } from './sweep-pictures.ts';

/** Rows as they are to be, and what is to be no more. */
export type AmendedRows = {
  steps: ReadonlySet<string>;
  /** Frames that changed, whole, and what they showed before. */
  frames: readonly { row: FrameRow; before: FrameRow['frame'] }[];
  pictures: readonly PictureRow[];
  deltas: readonly DeltaRow[];
};

const OVER = 'This session is not waiting for you any more.';

/**
 * Takes out of a session what the participant wants gone, in one transaction: afterwards nothing in the store is made of
 * it. What is judged of the session is to be judged anew.
 * @throws Error when the session is not being looked through, or its pictures have changed meanwhile.
 */
export async function amendSession(
  database: Database,
  sessionId: string,
  { steps, frames, pictures, deltas }: AmendedRows,
): Promise<void> {
  const { sessions, interactions, commits, known } = database;
  const tables = [sessions, interactions, database.frames, database.pictures, database.deltas, known, commits];
  await database.transaction('rw', tables, async () => {
    const session = await requireReviewed(database, sessionId);
    for (const { row, before } of frames) {
      const stored = await database.frames.get(row.id);
      if (JSON.stringify(stored?.frame) !== JSON.stringify(before)) throw new Error('A picture has changed meanwhile.');
    }
    const gone = (await interactions.bulkGet([...steps])).filter((row) => row !== undefined);
    for (const { tabId, captured } of gone) {
      const { action } = captured;
      if (action.type !== 'navigation') continue;
      await commits
        .where({ sessionId })
        .filter((commit) => commit.tabId === tabId && commit.url === action.toUrl)
        .delete();
    }
    await interactions.bulkDelete([...steps]);
    await database.pictures.bulkPut([...pictures]);
    await database.deltas.bulkPut([...deltas]);
    await database.frames.bulkPut(frames.map(({ row }) => row));
    // No more pictures are taken: nothing has to be repeated.
    await known.where({ sessionId }).delete();
    await sweepPictures(database, sessionId);
    const removed = [...(session.removed ?? []), ...steps];
    await sessions.update(sessionId, { removed, judgement: null });
  });
}

/** Writes the texts of a session anew; `mask` is given every row that has any. */
export async function rewriteTexts(
  database: Database,
  sessionId: string,
  mask: {
    interaction(row: InteractionRow): void;
    address(url: string): string;
    text(text: string): string;
  },
): Promise<void> {
  const { sessions, interactions, commits } = database;
  await database.transaction('rw', sessions, interactions, commits, async () => {
    const session = await requireReviewed(database, sessionId);
    await interactions.where({ sessionId }).modify((row) => mask.interaction(row));
    await commits.where({ sessionId }).modify((row) => {
      row.url = mask.address(row.url);
    });
    const { gaveUpReason } = session;
    await sessions.update(sessionId, {
      gaveUpReason: gaveUpReason === null ? null : mask.text(gaveUpReason),
      judgement: null,
    });
  });
}

/** Lets a session that has been looked through go on to be sealed. Doing so twice is harmless. */
export async function endReview(database: Database, sessionId: string): Promise<void> {
  await database.sessions.where({ id: sessionId }).modify((session) => {
    if (session.phase === 'reviewing') session.phase = 'finished';
  });
}

async function requireReviewed({ sessions }: Database, sessionId: string): Promise<SessionRow> {
  const session = await sessions.get(sessionId);
  if (session?.phase !== 'reviewing') throw new Error(OVER);
  return session;
}
