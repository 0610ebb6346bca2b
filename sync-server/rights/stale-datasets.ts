import type { Transaction } from 'kysely';
import type { Tables } from '../database.ts';

/** Has a training run looked at, if and when the transaction commits. */
export type LookAtRun = (runId: string, transaction: Transaction<Tables>) => Promise<void>;

export const staleReasons = {
  withdrawn: 'Somebody whose sessions are in it has withdrawn the consent to training. Build it again.',
  erased: 'Somebody whose sessions were in it had them erased, and its files were removed. Build it again.',
  quarantined: 'Personal data was found in a session that is in it. Build it again.',
} as const;

/**
 * Takes the datasets that hold these sessions out of use, and stops the training that is under way with them.
 * @returns the ids of all datasets that hold one of them.
 */
export async function makeStale(
  transaction: Transaction<Tables>,
  given: {
    of: { sessionId: string } | { participantId: string };
    reason: keyof typeof staleReasons;
    now: number;
    look: LookAtRun;
  },
): Promise<string[]> {
  const { of } = given;
  const held = await transaction
    .selectFrom('dataset_sessions')
    .innerJoin('sessions', 'sessions.id', 'dataset_sessions.session_id')
    .select('dataset_id')
    .distinct()
    .where(
      'sessionId' in of ? 'sessions.id' : 'sessions.participant_id',
      '=',
      'sessionId' in of ? of.sessionId : of.participantId,
    )
    .execute();
  const ids = held.map(({ dataset_id: id }) => id);
  if (ids.length === 0) return [];
  await transaction
    .updateTable('datasets')
    .set({ state: 'stale', failure: staleReasons[given.reason] })
    .where('id', 'in', ids)
    .where('state', 'in', ['ready', 'stale'])
    .execute();
  const stopped = await transaction
    .updateTable('training_runs')
    .set({ state: 'cancelled', updated_at: given.now, progress: `Cancelled. ${staleReasons[given.reason]}` })
    .where('dataset_id', 'in', ids)
    .where('state', 'in', ['waiting', 'uploading', 'starting', 'training', 'evaluating'])
    .returning('id')
    .execute();
  for (const { id } of stopped) await given.look(id, transaction);
  return ids;
}
