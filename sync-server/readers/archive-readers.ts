import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { KnownError } from '../../shared/errors.ts';
import type { copyChecked } from '../adapters/copy-checked.ts';
import type { VerifiedArchive } from '../ingest/verify-archive.ts';
import type { Scan } from '../screen/scan-archive.ts';
import type { ReaderAnswer, ReaderTask } from './reader-messages.ts';

/** Reads archives in threads beside the one that answers requests, so that no archive can keep a request waiting. */
export type ArchiveReaders = {
  /** verifyArchive; throws UNAVAILABLE for an archive on which a reader sticks. */
  verify(path: string): Promise<VerifiedArchive>;
  /** scanArchive, for `ms` at the most; taking archives in goes before it. */
  scan(path: string, ms: number): Promise<Scan>;
  /** copyChecked; what is nearly done goes before what is to be begun. */
  copy: typeof copyChecked;
  /** Ends the threads; what still waits is answered with UNAVAILABLE. */
  close(): Promise<void>;
};

export type ReaderLimits = {
  threads: number;
  /** The largest archive there may be takes some ten seconds. */
  longestMs: number;
};

/** After so many archives were verified while one waited to be looked through, that one gets its turn. */
const PATIENCE = 16;

type Job = { task: ReaderTask; settle: (answer: ReaderAnswer) => void; fail: (error: unknown) => void };
type Reader = { worker: Worker; job: Job | undefined; timer: NodeJS.Timeout | undefined };

/** One processor is left to requests and the embedded database. Threads start with the first archive. */
export const usualLimits = (): ReaderLimits => ({
  threads: Math.min(8, Math.max(1, availableParallelism() - 1)),
  longestMs: 180_000,
});

export function archiveReaders(limits: ReaderLimits = usualLimits()): ArchiveReaders {
  const toVerify: Job[] = [];
  const toScan: Job[] = [];
  const readers = new Set<Reader>();
  let verifiedWhileOneWaits = 0;
  let closed = false;

  const ask = <Result>(line: Job[], task: ReaderTask) =>
    new Promise<Result>((resolve, reject) => {
      if (closed) return reject(stopping());
      const settle = (answer: ReaderAnswer) => {
        // What is done is what this kind of task gives.
        if ('done' in answer) resolve(answer.done as Result);
        else if ('refused' in answer) reject(new KnownError(answer.refused.code, answer.refused.message));
        else reject(Object.assign(new Error(`a reader failed: ${answer.failed}`), { code: answer.code }));
      };
      const job = { task, settle, fail: reject };
      if (task.kind === 'copy') line.unshift(job);
      else line.push(job);
      handOut();
    });

  const next = (): Job | undefined => {
    const isScansTurn = toScan.length > 0 && (toVerify.length === 0 || verifiedWhileOneWaits >= PATIENCE);
    verifiedWhileOneWaits = isScansTurn || toScan.length === 0 ? 0 : verifiedWhileOneWaits + 1;
    return isScansTurn ? toScan.shift() : toVerify.shift();
  };

  const handOut = (): void => {
    while (toVerify.length + toScan.length > 0) {
      const idle = [...readers].find(({ job }) => job === undefined);
      const reader = idle ?? (readers.size < limits.threads ? startReader() : undefined);
      if (reader === undefined) return;
      reader.job = next();
      if (reader.job === undefined) return;
      reader.timer = setTimeout(() => lose(reader, stuck()), limits.longestMs);
      reader.worker.ref();
      reader.worker.postMessage(reader.job.task, []);
    }
  };

  const finish = (reader: Reader): Job | undefined => {
    const { job } = reader;
    clearTimeout(reader.timer);
    reader.job = undefined;
    return job;
  };

  const lose = (reader: Reader, error: unknown): void => {
    readers.delete(reader);
    finish(reader)?.fail(error);
    void reader.worker.terminate();
    handOut();
  };

  const startReader = (): Reader => {
    const worker = new Worker(new URL('./reader-worker.ts', import.meta.url));
    const reader: Reader = { worker, job: undefined, timer: undefined };
    worker.on('message', (answer: ReaderAnswer) => {
      finish(reader)?.settle(answer);
      // A thread that has nothing to do keeps no process alive.
      worker.unref();
      handOut();
    });
    worker.on('error', (error) => lose(reader, error));
    readers.add(reader);
    return reader;
  };

  return {
    verify: (path) => ask<VerifiedArchive>(toVerify, { kind: 'verify', path }),
    copy: (from, to, options) => ask<void>(toVerify, { kind: 'copy', from, to, options }),
    scan: (path, ms) => ask<Scan>(toScan, { kind: 'scan', path, ms }),
    close: async () => {
      closed = true;
      for (const { fail } of [...toVerify.splice(0), ...toScan.splice(0)]) fail(stopping());
      const ending = [...readers];
      readers.clear();
      for (const reader of ending) finish(reader)?.fail(stopping());
      await Promise.all(ending.map(({ worker }) => worker.terminate()));
    },
  };
}

const stuck = () =>
  new KnownError('UNAVAILABLE', 'Reading the archive took too long. Send it again.', { retryAfterS: 600 });

const stopping = () =>
  new KnownError('UNAVAILABLE', 'The server is stopping. Try again in a moment.', { retryAfterS: 5 });
