import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Invitations that give a participant back who is known already: their codes name whom. */
export const rejoining: Migration = {
  async up(database: Kysely<unknown>): Promise<void> {
    await sql`
      alter table enrolment_codes add column participant_id uuid references participants on delete cascade
    `.execute(database);
  },
};
