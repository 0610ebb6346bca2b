/** One archive at a time, in a thread of its own: what it takes of processor and memory is nobody else's. */
import { parentPort } from 'node:worker_threads';
import { KnownError } from '../../shared/errors.ts';
import { copyChecked } from '../adapters/copy-checked.ts';
import { type VerifiedArchive, verifyArchive } from '../ingest/verify-archive.ts';
import { type Scan, scanArchive } from '../screen/scan-archive.ts';
import type { ReaderAnswer, ReaderTask } from './reader-messages.ts';

parentPort?.on('message', (task: ReaderTask) => {
  answer(task).then(
    (done) => reply({ done }),
    (error: unknown) => reply(inParts(error)),
  );
});

function answer(task: ReaderTask): Promise<VerifiedArchive | Scan | undefined> {
  if (task.kind === 'verify') return verifyArchive(task.path);
  if (task.kind === 'copy') return copy(task);
  const now = () => performance.now();
  return scanArchive(task.path, { now, untilMs: now() + task.ms });
}

/** Buffers come out of another thread as plain arrays of bytes. */
async function copy({ from, to, options }: Extract<ReaderTask, { kind: 'copy' }>): Promise<undefined> {
  const [first, ...older] = (options.keys ?? []).map((key) => Buffer.from(key));
  await copyChecked(from, to, { ...options, keys: first && [first, ...older] });
}

function reply(message: ReaderAnswer): void {
  parentPort?.postMessage(message, []);
}

function inParts(error: unknown): ReaderAnswer {
  if (error instanceof KnownError) return { refused: { code: error.code, message: error.message } };
  const code = error instanceof Error && 'code' in error ? String(error.code) : undefined;
  return { failed: error instanceof Error ? (error.stack ?? error.message) : String(error), code };
}
