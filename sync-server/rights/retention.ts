import { KnownError } from '../../shared/errors.ts';
import type { Database } from '../database.ts';
import type { Logger } from 'pino';
import { recordAct } from '../audit/record-act.ts';
import type { JobQueue } from '../job-queue.ts';
import type { ErasureJobs } from './erasure-jobs.ts';

/** After how many days of storage a session of each class goes; undefined keeps it until it is erased. */
export type RetentionDays = Readonly<Record<RetentionClass, number | undefined>>;
export const retentionClasses = ['quarantined', 'accepted', 'review', 'rejected'] as const;
export type RetentionClass = (typeof retentionClasses)[number];

const DAY_MS = 24 * 60 * 60 * 1000;
/** Of one class in one night; the next night takes the rest. */
const MOST_AT_ONCE = 5_000;
const NIGHTLY_CRON = '17 2 * * *';

export type Expired = { class: RetentionClass; days: number; sessionIds: string[] };

/** Sessions whose time is over, by class. What is quarantined counts as that, whatever its verdict. */
export async function findExpired(database: Database, days: RetentionDays, now: number): Promise<Expired[]> {
  const expired: Expired[] = [];
  for (const one of retentionClasses) {
    const limit = days[one];
    if (limit === undefined) continue;
    const rows = await database
      .selectFrom('archives')
      .innerJoin('sessions', 'sessions.id', 'archives.session_id')
      .select('sessions.id')
      .where('archives.received_at', '<', now - limit * DAY_MS)
      .$if(one === 'quarantined', (query) => query.where('sessions.screening', '=', 'quarantined'))
      .$if(one !== 'quarantined', (query) =>
        query
          .where('sessions.screening', '!=', 'quarantined')
          .where('sessions.verdict', '=', one === 'quarantined' ? 'review' : one),
      )
      .orderBy('archives.received_at')
      .limit(MOST_AT_ONCE)
      .execute();
    expired.push({ class: one, days: limit, sessionIds: rows.map(({ id }) => id) });
  }
  return expired;
}

export type RetentionDeps = { database: Database; erasures: ErasureJobs; days: RetentionDays; now: () => number };

/** Registers the nightly job; call it before the queue starts. */
export function defineRetention(queue: JobQueue, deps: RetentionDeps & { log: Logger }): void {
  queue.define(
    'apply-retention',
    async () => {
      const expired = await applyRetention(deps);
      const sessions = expired.reduce((sum, { sessionIds }) => sum + sessionIds.length, 0);
      if (sessions > 0) deps.log.info({ sessions }, 'sessions whose time is over are being erased');
    },
    { cron: NIGHTLY_CRON, expireInS: 3_600 },
  );
}

/**
 * Has everything erased whose time is over. The audit log gets the sums and each erasure. @returns what that was.
 */
export async function applyRetention(deps: RetentionDeps, actor = 'system'): Promise<Expired[]> {
  const now = deps.now();
  const expired = await findExpired(deps.database, deps.days, now);
  for (const subjectId of expired.flatMap(({ sessionIds }) => sessionIds)) {
    try {
      await deps.database
        .transaction()
        .execute((transaction) =>
          deps.erasures.erase(transaction, { subject: 'session', subjectId, reason: 'retention', now, actor }),
        );
    } catch (error) {
      // Erased by somebody else since it was listed.
      if (!(error instanceof KnownError && error.code === 'NOT_FOUND')) throw error;
    }
  }
  const details = Object.fromEntries(expired.map((one) => [one.class, one.sessionIds.length]));
  if (expired.some(({ sessionIds }) => sessionIds.length > 0)) {
    await recordAct(deps.database, { at: now, actor, act: 'apply-retention', subject: 'sessions', details });
  }
  return expired;
}
