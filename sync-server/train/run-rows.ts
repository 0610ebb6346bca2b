import type { Selectable } from 'kysely';
import type { TrainingRunRow, TrainingRunState } from '../../shared/api/rows.ts';
import { newId } from '../../shared/new-id.ts';
import type { Database, Tables } from '../database.ts';
import { newestFirst, type Span } from '../http/cursor.ts';
import type { RunFailure } from './explain-failure.ts';

/** A run as the steps see it. */
export type Run = {
  id: string;
  state: TrainingRunState;
  updatedAt: number;
  datasetId: string;
  provider: string;
  baseModel: string;
  epochs: number | null;
  fileIds: readonly string[];
  jobId: string | null;
};

export type RunChanges = {
  fileIds?: readonly string[];
  jobId?: string | null;
  epochs?: number;
  progress?: string;
  trainedTokens?: number;
  failure?: RunFailure;
};

const unfinished = [
  'waiting',
  'uploading',
  'starting',
  'training',
  'evaluating',
] as const satisfies readonly TrainingRunState[];

function columnsOf({ fileIds, jobId, epochs, progress, trainedTokens, failure }: RunChanges) {
  return {
    ...(fileIds === undefined ? {} : { provider_file_ids: JSON.stringify(fileIds) }),
    ...(jobId === undefined ? {} : { provider_job_id: jobId }),
    ...(epochs === undefined ? {} : { epochs }),
    ...(progress === undefined ? {} : { progress }),
    ...(trainedTokens === undefined ? {} : { trained_tokens: trainedTokens }),
    ...(failure === undefined ? {} : { failure: JSON.stringify(failure) }),
  };
}

function toRun(row: Selectable<Tables['training_runs']>): Run {
  return {
    id: row.id,
    state: row.state,
    updatedAt: row.updated_at,
    datasetId: row.dataset_id,
    provider: row.provider,
    baseModel: row.base_model,
    epochs: row.epochs,
    fileIds: row.provider_file_ids,
    jobId: row.provider_job_id,
  };
}

type Joined = Selectable<Tables['training_runs']> & {
  model: string | null;
  evaluation: TrainingRunRow['evaluation'];
};

function toRow(row: Joined): TrainingRunRow {
  return {
    id: row.id,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    state: row.state,
    datasetId: row.dataset_id,
    provider: row.provider,
    baseModel: row.base_model,
    epochs: row.epochs,
    providerJobId: row.provider_job_id,
    progress: row.progress,
    failure: row.failure,
    model: row.model,
    evaluation: row.evaluation,
  };
}

/** The table `training_runs`, the single source of truth about where a run stands. */
export function runRows(database: Database) {
  const joined = () =>
    database
      .selectFrom('training_runs')
      .leftJoin('models', 'models.run_id', 'training_runs.id')
      .selectAll('training_runs')
      .select(['models.id as model', 'models.evaluation as evaluation']);
  return {
    async create(
      asked: Pick<Run, 'datasetId' | 'provider' | 'baseModel' | 'epochs'>,
      atMs: number,
    ): Promise<TrainingRunRow> {
      const { datasetId, provider, baseModel, epochs } = asked;
      const row = await database
        .insertInto('training_runs')
        .values({
          id: newId(atMs),
          created_at: atMs,
          updated_at: atMs,
          state: 'waiting',
          dataset_id: datasetId,
          provider,
          base_model: baseModel,
          epochs,
          provider_file_ids: '[]',
          provider_job_id: null,
          progress: null,
          failure: null,
        })
        .returningAll()
        .executeTakeFirstOrThrow();
      return toRow({ ...row, model: null, evaluation: null });
    },

    async find(id: string): Promise<TrainingRunRow | undefined> {
      const row = await joined().where('training_runs.id', '=', id).executeTakeFirst();
      return row && toRow(row);
    },

    /** Newest first. */
    async list(span: Span): Promise<TrainingRunRow[]> {
      const columns = { at: 'training_runs.created_at', id: 'training_runs.id' };
      return (await newestFirst(joined(), columns, span).execute()).map(toRow);
    },

    async findRun(id: string): Promise<Run | undefined> {
      const row = await database.selectFrom('training_runs').selectAll().where('id', '=', id).executeTakeFirst();
      return row && toRun(row);
    },

    /** Moves a run on if it still is in the state `run` was read in; false when someone else moved it meanwhile. */
    async move(run: Pick<Run, 'id' | 'state'>, to: TrainingRunState, changes: RunChanges = {}): Promise<boolean> {
      const moved = await database
        .updateTable('training_runs')
        .set({ state: to, updated_at: Date.now(), ...columnsOf(changes) })
        .where('id', '=', run.id)
        .where('state', '=', run.state)
        .returning('id')
        .executeTakeFirst();
      return moved !== undefined;
    },

    /** Ends a run at a person's wish; false when it has ended already. */
    async cancel(id: string): Promise<boolean> {
      const cancelled = await database
        .updateTable('training_runs')
        .set({ state: 'cancelled', updated_at: Date.now(), progress: 'Cancelled.' })
        .where('id', '=', id)
        .where('state', 'in', unfinished)
        .returning('id')
        .executeTakeFirst();
      return cancelled !== undefined;
    },

    /** Changes a run without moving it. A provider's sign of life renews `updatedAt`, a note about trouble does not. */
    async keep(runId: string, changes: RunChanges, cause: 'progress' | 'trouble' = 'progress'): Promise<void> {
      await database
        .updateTable('training_runs')
        .set({ ...columnsOf(changes), ...(cause === 'progress' ? { updated_at: Date.now() } : {}) })
        .where('id', '=', runId)
        .execute();
    },

    /** The uploaded files of all other runs that still need them. */
    async filesNeededBeside(runId: string): Promise<Set<string>> {
      const rows = await database
        .selectFrom('training_runs')
        .select('provider_file_ids')
        .where('id', '!=', runId)
        .where('state', 'in', unfinished)
        .execute();
      return new Set(rows.flatMap((row) => row.provider_file_ids));
    },

    /** Runs with something left to do: unfinished ones, and cancelled ones whose traces at the provider remain. */
    async openIds(): Promise<string[]> {
      const rows = await database
        .selectFrom('training_runs')
        .select('id')
        .where((where) =>
          where.or([
            where('state', 'in', unfinished),
            where.and([
              where('state', '=', 'cancelled'),
              where('provider_file_ids', '!=', JSON.stringify([]) as never),
            ]),
          ]),
        )
        .execute();
      return rows.map(({ id }) => id);
    },
  };
}
export type RunRows = ReturnType<typeof runRows>;
