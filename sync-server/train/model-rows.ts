import type { Evaluation } from '../../shared/api/rows.ts';
import type { Database } from '../database.ts';

/** A model that passed its tests, as it is kept. */
export type TrainedModel = {
  id: string;
  runId: string;
  site: string | null;
  evaluation: Evaluation;
  isActive: boolean;
};

/** The table `models`: one row for each run that succeeded, one active row at most for each site. */
export function modelRows(database: Database) {
  return {
    /** The model that clients of this site are given (null: the model for all sites), and who serves it. */
    async findActive(site: string | null): Promise<{ id: string; provider: string } | undefined> {
      return await database
        .selectFrom('models')
        .innerJoin('training_runs', 'training_runs.id', 'models.run_id')
        .select(['models.id', 'training_runs.provider'])
        .where('models.site', site === null ? 'is' : '=', site)
        .where('active', '=', true)
        .executeTakeFirst();
    },

    /** Keeps a model; an active one takes the place of its predecessor. Keeping it again changes nothing. */
    async keep({ id, runId, site, evaluation, isActive }: TrainedModel): Promise<void> {
      await database.transaction().execute(async (transaction) => {
        const known = await transaction
          .selectFrom('models')
          .select('id')
          .where('run_id', '=', runId)
          .executeTakeFirst();
        if (known !== undefined) return;
        if (isActive) {
          await transaction
            .updateTable('models')
            .set({ active: false })
            .where('site', site === null ? 'is' : '=', site)
            .where('active', '=', true)
            .execute();
        }
        await transaction
          .insertInto('models')
          .values({
            id,
            run_id: runId,
            site,
            created_at: Date.now(),
            evaluation: JSON.stringify(evaluation),
            active: isActive,
          })
          .execute();
      });
    },
  };
}
export type ModelRows = ReturnType<typeof modelRows>;
