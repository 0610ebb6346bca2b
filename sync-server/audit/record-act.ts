import type { Database } from '../database.ts';

export type Act = {
  at: number;
  /** `caller.actor`, or `system`. */
  actor: string;
  /** A verb and its object, for example `create-token`. */
  act: string;
  /** What it was done to. */
  subject: string;
  /** Facts about it. Never a secret, never content of a session. */
  details?: Record<string, unknown>;
};

/** Writes an administrative act down for good; in the act's own transaction, so that neither is there alone. */
export async function recordAct(database: Database, act: Act): Promise<void> {
  await database
    .insertInto('audit_log')
    .values({
      at: act.at,
      actor: act.actor,
      act: act.act,
      subject: act.subject,
      details: JSON.stringify(act.details ?? {}),
    })
    .execute();
}
