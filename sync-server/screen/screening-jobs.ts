import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Transaction } from 'kysely';
import type { ArchiveStore } from '../archive-store.ts';
import { recordAct } from '../audit/record-act.ts';
import type { Database, Tables } from '../database.ts';
import type { JobQueue } from '../job-queue.ts';
import { type LookAtRun, makeStale } from '../rights/stale-datasets.ts';
import { type Scan, scanArchive } from './scan-archive.ts';

export type ScreeningDeps = {
  database: Database;
  store: Pick<ArchiveStore, 'getStream'>;
  now: () => number;
  /** A folder for unfinished files. */
  temporaryFolder: string;
  look: LookAtRun;
};

const JOB = 'screen-session';
/** The largest archive there may be takes some minutes. */
const EXPIRE_IN_S = 1_800;
/** What was missed, and what was stored before there was screening, is taken up this often, so many at once. */
const CATCH_UP_CRON = '*/5 * * * *';
const CATCH_UP = 200;
/** So long may a request be kept waiting by it: what takes longer is left to the job. */
const REQUEST_MS = 1_500;

/** Looks through an archive within the time that a request may take. */
export const screenWithinRequest = (path: string): Promise<Scan> =>
  scanArchive(path, { now: () => performance.now(), untilMs: performance.now() + REQUEST_MS });

export type ScreeningJobs = {
  screen(sessionId: string, transaction?: Transaction<Tables>): Promise<void>;
};

/** Registers the job that looks through archives; call it before the queue starts. */
export function screeningJobs(queue: JobQueue, deps: ScreeningDeps): ScreeningJobs {
  const screen: ScreeningJobs['screen'] = (sessionId, transaction) =>
    queue.send(JOB, { sessionId }, { singletonKey: sessionId, ...(transaction === undefined ? {} : { transaction }) });
  queue.define<{ sessionId: string }>(JOB, ({ sessionId }) => screenSession(deps, sessionId), {
    expireInS: EXPIRE_IN_S,
  });
  queue.define(
    'screen-unscanned',
    async () => {
      const rows = await deps.database
        .selectFrom('sessions')
        .select('id')
        .where('screening', '=', 'unscanned')
        .orderBy('started_at')
        .limit(CATCH_UP)
        .execute();
      for (const { id } of rows) await screen(id);
    },
    { cron: CATCH_UP_CRON },
  );
  return { screen };
}

/** Looks through a stored session and keeps what was found. Doing it again changes nothing. */
export async function screenSession(deps: ScreeningDeps, sessionId: string): Promise<void> {
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
    const scan = await scanArchive(path, { now: deps.now, untilMs: Infinity });
    await deps.database.transaction().execute((transaction) => keepScan(deps, transaction, { sessionId, scan }));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function keepScan(
  { now, look }: ScreeningDeps,
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
