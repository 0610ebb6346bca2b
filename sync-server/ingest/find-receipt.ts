import type { Database } from '../database.ts';
import type { Stored } from './keep-archive.ts';

/** The receipt of the archive that is stored for this session, marked as a duplicate, and whose it is. */
export async function findReceipt(database: Database, sessionId: string): Promise<Stored | undefined> {
  const row = await database
    .selectFrom('sessions')
    .innerJoin('archives', 'archives.session_id', 'sessions.id')
    .select(['participant_id', 'verdict', 'screening', 'archives.sha256', 'archives.bytes', 'archives.received_at'])
    .where('sessions.id', '=', sessionId)
    .executeTakeFirst();
  return (
    row && {
      receipt: 'codesight',
      sessionId,
      archiveSha256: row.sha256,
      bytes: row.bytes,
      storedAt: row.received_at,
      verdict: row.verdict,
      screening: row.screening,
      duplicate: true,
      participantId: row.participant_id,
    }
  );
}
