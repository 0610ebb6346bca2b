import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

const statements = [
  // Triggers on rows do not see a TRUNCATE.
  `create trigger audit_log_is_never_emptied before truncate on audit_log
    for each statement execute function refuse_change()`,
  `create trigger consents_are_never_emptied before truncate on consents
    for each statement execute function refuse_consent_change()`,
  // Whose upload it is: an archive may name nobody. No reference: what an erased participant had begun is cleared by it.
  `alter table pending_objects add column participant_id uuid`,
  // What the files of a dataset take; null for one that was built before this was kept.
  `alter table datasets add column bytes bigint check (bytes >= 0)`,
  // As the provider counts what it charges for; null until it tells.
  `alter table training_runs add column trained_tokens bigint check (trained_tokens >= 0)`,
];

/**
 * The audit log and the consents cannot be truncated; marks of unfinished uploads know whose upload it is; what is
 * needed to say what datasets and training cost.
 */
export const disaster: Migration = {
  async up(database: Kysely<unknown>): Promise<void> {
    for (const statement of statements) await sql.raw(statement).execute(database);
  },
};
