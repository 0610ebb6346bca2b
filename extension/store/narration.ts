import type { AudioRow, Database, NarrationProgress } from './database.ts';

/** Changes how far a session's narration has come, in one transaction; nothing when it has none. */
export async function changeNarration(
  database: Database,
  sessionId: string,
  change: (narration: NarrationProgress) => void,
): Promise<void> {
  await database.sessions.where({ id: sessionId }).modify((session) => {
    if (session.narration) change(session.narration);
  });
}

/** Commits a piece of audio; nothing of a session that was discarded or sealed meanwhile. */
export async function addAudio(database: Database, piece: AudioRow): Promise<void> {
  const { sessions, audio } = database;
  await database.transaction('rw', sessions, audio, async () => {
    const session = await sessions.get(piece.sessionId);
    if (session !== undefined && session.phase !== 'sealed') await audio.put(piece);
  });
}
