import { sql } from 'kysely';
import type { Database } from '../database.ts';

/** What a backup holds, each table after those that its rows refer to. */
export const backupTables = [
  'participants',
  'consents',
  'tokens',
  'enrolment_codes',
  'scenarios',
  'sessions',
  'archives',
  'storage_checks',
  'storage_findings',
  'storage_usage',
  'budget_alerts',
  'datasets',
  'dataset_sessions',
  'training_runs',
  'models',
  'feedback_events',
  'orders',
  'attributions',
  'performance',
  'tombstones',
  'erasures',
  'intake',
  'audit_log',
] as const;
export type BackupTable = (typeof backupTables)[number];

/** Not in a backup: sums that triggers make anew, and what only processes at work know. Jobs follow from the rows. */
export const leftOut = ['daily_totals', 'tier_totals', 'pending_objects'] as const;

/** The name of the last migration: rows fit only the schema that they were written under. */
export async function schemaOf(database: Database): Promise<string> {
  const { rows } = await sql<{ name: string }>`
    select name from kysely_migration order by name desc limit 1
  `.execute(database);
  return rows[0]?.name ?? '';
}
