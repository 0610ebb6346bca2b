/** One archive at a time, in a thread of its own: what it takes of processor and memory is nobody else's. */
import { parentPort } from 'node:worker_threads';
import { KnownError } from '../../shared/errors.ts';
import { verifyArchive } from '../ingest/verify-archive.ts';
import { scanArchive } from '../screen/scan-archive.ts';
import type { ReaderAnswer, ReaderTask } from './reader-messages.ts';

parentPort?.on('message', (task: ReaderTask) => {
  answer(task).then(
    (done) => reply({ done }),
    (error: unknown) => reply(inParts(error)),
  );
});

function answer(task: ReaderTask) {
  if (task.kind === 'verify') return verifyArchive(task.path);
  const now = () => performance.now();
  return scanArchive(task.path, { now, untilMs: now() + task.ms });
}

function reply(message: ReaderAnswer): void {
  parentPort?.postMessage(message, []);
}

function inParts(error: unknown): ReaderAnswer {
  if (error instanceof KnownError) return { refused: { code: error.code, message: error.message } };
  return { failed: error instanceof Error ? (error.stack ?? error.message) : String(error) };
}
