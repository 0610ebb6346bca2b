import type { SessionDetail, SessionRow } from '../../shared/api/rows.ts';
import type { Screening } from '../../shared/api/screening.ts';
import type { Caller } from '../auth/caller.ts';
import type { Database } from '../database.ts';

/** What the server's own look has let pass: nothing else is shown to those whose data it is not. */
export const screened = ['clear', 'released'] as const satisfies readonly Screening[];

/** Researchers see what was let pass; participants their own, and administrators what they have to decide about. */
export const seesUnscreened = ({ scope }: Caller): boolean => scope !== 'researcher';

/** Sessions with their archives, in the columns that lists show. */
export function selectSessions(database: Database) {
  return database
    .selectFrom('sessions')
    .innerJoin('archives', 'archives.session_id', 'sessions.id')
    .select([
      'sessions.id',
      'sessions.type',
      'sessions.participant_id',
      'sessions.scenario_id',
      'sessions.consent_version',
      'sessions.started_at',
      'sessions.ended_at',
      'sessions.sites',
      'sessions.interactions',
      'sessions.steps',
      'sessions.examples',
      'sessions.pictures',
      'sessions.quality',
      'sessions.verdict',
      'sessions.completed',
      'sessions.extension_version',
      'sessions.screening',
      'archives.sha256',
      'archives.bytes',
      'archives.received_at',
    ]);
}

type Selected = Awaited<ReturnType<ReturnType<typeof selectSessions>['executeTakeFirstOrThrow']>>;

export function toSessionRow(row: Selected): SessionRow {
  return {
    sessionId: row.id,
    type: row.type,
    participantId: row.participant_id,
    scenarioId: row.scenario_id,
    consentVersion: row.consent_version,
    startedAt: row.started_at,
    endedAt: row.ended_at,
    sites: row.sites,
    interactions: row.interactions,
    steps: row.steps,
    examples: row.examples,
    pictures: row.pictures,
    quality: row.quality,
    verdict: row.verdict,
    completed: row.completed,
    extensionVersion: row.extension_version,
    archiveSha256: row.sha256,
    archiveBytes: row.bytes,
    receivedAt: row.received_at,
    screening: row.screening,
  };
}

export function toSessionDetail(row: Selected & Pick<SessionDetail, 'outcome' | 'qualityReport'>): SessionDetail {
  return { ...toSessionRow(row), outcome: row.outcome, qualityReport: row.qualityReport };
}
