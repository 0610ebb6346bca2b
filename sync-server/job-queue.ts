import type { Transaction } from 'kysely';
import type { Tables } from './database.ts';

export type JobOptions = {
  /** Attempts after the first one; 5 unless told. */
  retryLimit?: number;
  /** Seconds before the first retry; each later one waits twice as long, an hour at most. 5 unless told. */
  retryDelayS?: number;
  /** How many of these run at once in one process; 1 unless told. */
  concurrency?: number;
  /** Seconds after which an attempt counts as lost; 900 unless told. */
  expireInS?: number;
  /** Runs by itself at these times too (cron, UTC), with an empty object as data. */
  cron?: string;
};

export type SendOptions = {
  /** While a job with this key waits or runs, sending another one with it does nothing. */
  singletonKey?: string;
  /** Seconds before it may start. */
  startAfterS?: number;
  /** The job exists only if this transaction commits. */
  transaction?: Transaction<Tables>;
};

/** A handler is run again when it throws or its process dies, so that doing it twice must be harmless. */
export type JobHandler<Data extends object> = (data: Data, signal: AbortSignal) => Promise<void>;

/** Work that outlives a request and a process, shared by all processes on one database. */
export type JobQueue = {
  /** Before `start`. */
  define<Data extends object>(name: string, handler: JobHandler<Data>, options?: JobOptions): void;
  send(name: string, data: object, options?: SendOptions): Promise<void>;
  start(): Promise<void>;
  /** Waits for running jobs, 20 seconds at most; what is then unfinished is run again by the next process. */
  stop(): Promise<void>;
};
