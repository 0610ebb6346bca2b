import type { ErrorCode } from '../../shared/errors.ts';
import type { CopyOptions } from '../adapters/copy-checked.ts';
import type { VerifiedArchive } from '../ingest/verify-archive.ts';
import type { Scan } from '../screen/scan-archive.ts';

/** What a reader is asked: to verify the archive at a path, to look through it for at most `ms`, or to copy it. */
export type ReaderTask =
  | { kind: 'verify'; path: string }
  | { kind: 'scan'; path: string; ms: number }
  | { kind: 'copy'; from: string; to: string; options: CopyOptions };

/** Errors lose their class between threads, so that a refusal is told by its parts. */
export type ReaderAnswer =
  | { done: VerifiedArchive | Scan | undefined }
  | { refused: { code: ErrorCode; message: string } }
  | { failed: string; code: string | undefined };
