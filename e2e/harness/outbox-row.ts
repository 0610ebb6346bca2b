import type { ArchiveRow } from '../../extension/store/database.ts';
import type { MadeArchive } from '../../sync-server/ingest/make-archive.ts';

/** The row of an archive that has just been sealed, as it lies in the outbox. */
export function outboxRow(made: Pick<MadeArchive, 'sessionId' | 'sha256' | 'bytes' | 'manifest'>): ArchiveRow {
  return { ...outboxFacts(made), archive: new Blob([made.bytes]), training: new Blob([]) };
}

/** The same without the files themselves, as it may be handed to a page. */
export function outboxFacts({
  sessionId,
  sha256,
  bytes,
  manifest,
}: Pick<MadeArchive, 'sessionId' | 'sha256' | 'bytes' | 'manifest'>): Omit<ArchiveRow, 'archive' | 'training'> {
  return {
    sessionId,
    sha256,
    bytes: bytes.length,
    summary: manifest.session,
    sealedAt: manifest.session.endedAt,
    state: 'sealed',
    attempts: 0,
    nextTryAt: 0,
    failure: null,
    acceptedAt: null,
  };
}
