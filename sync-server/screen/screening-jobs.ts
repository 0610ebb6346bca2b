import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Transaction } from 'kysely';
import type { Logger } from 'pino';
import type { ArchiveStore } from '../archive-store.ts';
import { recordAct } from '../audit/record-act.ts';
import type { Database, Tables } from '../database.ts';
import type { JobQueue } from '../job-queue.ts';
import { type LookAtRun, makeStale } from '../rights/stale-datasets.ts';
import type { Scan } from './scan-archive.ts';

export type ScreeningDeps = {
  database: Database;
  store: Pick<ArchiveStore, 'getStream'>;
  now: () => number;
  /** A folder for unfinished files. */
  temporaryFolder: string;
  look: LookAtRun;
  /** scanArchive, for `ms` at the most. */
  scan(path: string, ms: number): Promise<Scan>;
  /** Waits while archives wait to be taken in, which goes before. */
  giveWay(): Promise<void>;
  log: Logger;
};

const JOB = 'screen-unscanned';
/** The largest archive there may be takes some minutes. */
const EXPIRE_IN_S = 1_800;
/** What was missed, and what was stored before there was screening, is taken up this often. */
const CATCH_UP_CRON = '*/5 * * * *';
/** Where many archives come at once one job is asked for, not one for each. */
const ASK_EVERY_MS = 5_000;
/** So long may a request be kept waiting by it: what takes longer is left to the job. */
export const REQUEST_MS = 1_500;
/** Nobody waits for the job; the store's own limits end it. */
const JOB_MS = 600_000;

export type ScreeningJobs = {
  /** Has what is stored unscanned looked through in a moment. */
  screenSoon(sessionId: string, transaction?: Transaction<Tables>): Promise<void>;
  /** The same for what a process that was killed has left: to be called at the start. */
  resume(): Promise<void>;
};

/** Registers the job that looks through archives; call it before the queue starts. */
export function screeningJobs(queue: JobQueue, deps: ScreeningDeps): ScreeningJobs {
  // Of this process: the job of one that was killed counts as running for a minute yet.
  const singletonKey = `asked by ${randomUUID()}`;
  let askedAt = -Infinity;
  const work = async (signal: AbortSignal): Promise<void> => {
    await screenUnscanned(deps, signal);
    // What comes from now on asks for it again.
    askedAt = -Infinity;
  };
  queue.define(JOB, (_data, signal) => work(signal), { expireInS: EXPIRE_IN_S, cron: CATCH_UP_CRON });
  return {
    screenSoon: async (_sessionId, transaction) => {
      if (deps.now() - askedAt < ASK_EVERY_MS) return;
      askedAt = deps.now();
      const options = { singletonKey, startAfterS: 1 };
      await queue.send(JOB, {}, { ...options, ...(transaction === undefined ? {} : { transaction }) });
    },
    resume: () => queue.send(JOB, {}, { singletonKey }),
  };
}

/** Looks through all that is unscanned, one after the other; what cannot be read holds nothing else up. */
async function screenUnscanned(deps: ScreeningDeps, signal: AbortSignal): Promise<void> {
  const failed: string[] = [];
  while (!signal.aborted) {
    const row = await deps.database
      .selectFrom('sessions')
      .select('id')
      .where('screening', '=', 'unscanned')
      .$if(failed.length > 0, (query) => query.where('id', 'not in', failed))
      .orderBy('started_at')
      .limit(1)
      .executeTakeFirst();
    if (row === undefined) break;
    await deps.giveWay();
    try {
      await screenSession(deps, row.id);
    } catch (error) {
      deps.log.warn({ err: error, sessionId: row.id }, 'a session could not be looked through');
      failed.push(row.id);
    }
  }
  if (failed.length > 0) throw new Error(`${failed.length} sessions could not be looked through`);
}

/** Looks through a stored session and keeps what was found. Doing it again changes nothing. */
export async function screenSession(deps: Omit<ScreeningDeps, 'log' | 'giveWay'>, sessionId: string): Promise<void> {
  const archive = await deps.database
    .selectFrom('archives')
    .innerJoin('sessions', 'sessions.id', 'archives.session_id')
    .select('object_key')
    .where('session_id', '=', sessionId)
    .where('screening', '=', 'unscanned')
    .executeTakeFirst();
  if (archive === undefined) return;
  const folder = await mkdtemp(join(deps.temporaryFolder, 'screen-'));
  try {
    const path = join(folder, 'archive.zip');
    await pipeline(await deps.store.getStream(archive.object_key), createWriteStream(path, { mode: 0o600 }));
    const scan = await deps.scan(path, JOB_MS);
    // Not even in that time: it stays unscanned, and kept from everybody.
    if (scan.state === 'unscanned') throw new Error('the archive takes too long to look through');
    await deps.database.transaction().execute((transaction) => keepScan(deps, transaction, { sessionId, scan }));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function keepScan(
  { now, look }: Pick<ScreeningDeps, 'now' | 'look'>,
  transaction: Transaction<Tables>,
  { sessionId, scan }: { sessionId: string; scan: Scan },
): Promise<void> {
  const changed = await transaction
    .updateTable('sessions')
    .set({ screening: scan.state, findings: JSON.stringify(scan.findings) })
    .where('id', '=', sessionId)
    .where('screening', '=', 'unscanned')
    .returning('id')
    .executeTakeFirst();
  if (changed === undefined || scan.state !== 'quarantined') return;
  // It may have got into a dataset before there was screening.
  await makeStale(transaction, { of: { sessionId }, reason: 'quarantined', now: now(), look });
  const details = { kinds: [...new Set(scan.findings.map(({ kind }) => kind))] };
  await recordAct(transaction, { at: now(), actor: 'system', act: 'quarantine-session', subject: sessionId, details });
}
