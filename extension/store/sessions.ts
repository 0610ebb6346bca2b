import type { Database, SessionPhase, SessionRow } from './database.ts';

/** The session that is being recorded or paused, if any: there is at most one in a browser profile. */
export async function findCurrentSession(database: Database): Promise<SessionRow | undefined> {
  return database.sessions.where('phase').anyOf('recording', 'paused').first();
}

/**
 * Adds a session in phase `recording`.
 * @throws Error when another one is being recorded already.
 */
export async function addSession(database: Database, session: SessionRow): Promise<void> {
  await database.transaction('rw', database.sessions, async () => {
    if (await findCurrentSession(database)) throw new Error('A session is being recorded already. Finish it first.');
    await database.sessions.add(session);
  });
}

/**
 * Moves the current session from one phase to the next and changes its row with `change`. One that is there already
 * (a button was pressed twice) stays as it is.
 * @returns its id
 * @throws Error with a sentence for the participant when there is no session to move.
 */
export async function moveSession(
  database: Database,
  from: readonly SessionPhase[],
  to: SessionPhase,
  change: (session: SessionRow) => void = () => undefined,
): Promise<string> {
  return database.transaction('rw', database.sessions, async () => {
    const session = await database.sessions.where('phase').anyOf(from).first();
    if (!session) {
      const moved = await database.sessions.where({ phase: to }).last();
      if (moved) return moved.id;
      throw new Error('Nothing is being recorded any more.');
    }
    session.phase = to;
    change(session);
    await database.sessions.put(session);
    return session.id;
  });
}

/** Removes everything that is stored of a session, its archive included. Removing it twice is harmless. */
export async function removeSession(database: Database, sessionId: string): Promise<void> {
  const { sessions, archives } = database;
  await database.transaction('rw', [sessions, archives, ...recordingTables(database)], async () => {
    await removeRecording(database, sessionId);
    await archives.delete(sessionId);
    await sessions.delete(sessionId);
  });
}

/** Removes what an archive was made of; its session's row stays. Call it inside a transaction. */
export async function removeRecording(database: Database, sessionId: string): Promise<void> {
  for (const table of recordingTables(database)) await table.where({ sessionId }).delete();
}

/** The tables of what an archive is made of. */
export function recordingTables({ interactions, frames, pictures, deltas, known, commits, audio }: Database) {
  return [interactions, frames, pictures, deltas, known, commits, audio];
}
