import { KnownError } from '../../shared/errors.ts';
import type { Database } from '../database.ts';

/** Whether archives are taken in. While `frozen`, devices keep what they have and try again. */
export type Intake = { state: 'open' | 'frozen'; since: number | null; reason: string };

const RETRY_AFTER_S = 900;

export async function readIntake(database: Database): Promise<Intake> {
  const row = await database.selectFrom('intake').select(['state', 'since', 'reason']).executeTakeFirst();
  return row ?? { state: 'open', since: null, reason: '' };
}

/** Harmless when it is there already. */
export async function changeIntake(
  database: Database,
  { state, since, reason }: { state: Intake['state']; since: number; reason: string },
): Promise<void> {
  await database
    .insertInto('intake')
    .values({ state, since, reason })
    .onConflict((conflict) => conflict.column('id').doUpdateSet({ state, since, reason }))
    .execute();
}

/** Throws UNAVAILABLE while intake is frozen; null stands for what was never changed. */
export function refuseFrozen(state: Intake['state'] | null): void {
  if (state !== 'frozen') return;
  const message = 'This server takes nothing in for the moment. Nothing is lost: what waits is sent later by itself.';
  throw new KnownError('UNAVAILABLE', message, { retryAfterS: RETRY_AFTER_S });
}
