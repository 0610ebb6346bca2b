import type { Selectable } from 'kysely';
import type { DatasetRow, Split } from '../../shared/api/rows.ts';
import { ACCEPTED_QUALITY } from '../../shared/limits.ts';
import { newId } from '../../shared/new-id.ts';
import type { Database, Tables } from '../database.ts';
import { newestFirst, type Span } from '../http/cursor.ts';
import type { DatasetDeps, TakenSession } from './build-dataset.ts';
import { storedDatasetRequest, type StoredDatasetRequest } from './dataset-request.ts';

/** Rows of one INSERT; PostgreSQL takes 65,535 parameters at most. */
const INSERT_CHUNK = 5_000;

export type DatasetRows = Pick<DatasetDeps, 'findUnbuilt' | 'sessionsFor' | 'finish'> & {
  create(request: StoredDatasetRequest, atMs: number): Promise<DatasetRow>;
  find(id: string): Promise<DatasetRow | undefined>;
  /** Newest first. */
  list(span: Span): Promise<DatasetRow[]>;
  /** Datasets that a stopped server left in the making. */
  unbuiltIds(): Promise<string[]>;
};

function toRow(row: Selectable<Tables['datasets']>): DatasetRow {
  return {
    id: row.id,
    createdAt: row.created_at,
    state: row.state,
    failure: row.failure,
    filter: row.filter,
    sessions: row.sessions,
    examples: row.examples,
    duplicatesDropped: row.duplicates_dropped,
    rejected: row.rejected,
    sha256: row.sha256,
  };
}

async function sessionsFor(database: Database, filter: StoredDatasetRequest['filter']): Promise<TakenSession[]> {
  let query = database
    .selectFrom('sessions')
    .leftJoin('participants', 'participants.id', 'sessions.participant_id')
    .where('sessions.verdict', '=', 'accepted')
    .where('sessions.screening', 'in', ['clear', 'released'])
    .where('sessions.quality', '>=', Math.max(ACCEPTED_QUALITY, filter.minQuality ?? 0))
    // Whatever its recording is worth, a task that was not done is nothing to imitate. Null: there was no task.
    .where((where) => where.or([where('sessions.completed', 'is', null), where('sessions.completed', '=', true)]))
    // A person's session is taken only while that person agrees to it; an automated session belongs to nobody.
    .where((where) =>
      where.or([
        where.and([where('sessions.participant_id', 'is', null), where('sessions.type', '=', 'automated')]),
        where.and([
          where('participants.withdrawn_at', 'is', null),
          where('participants.consent', '@>', JSON.stringify({ purposes: ['training'] }) as never),
        ]),
      ]),
    );
  if (filter.site !== undefined) query = query.where('sessions.site', '=', filter.site);
  if (filter.participantId !== undefined) query = query.where('sessions.participant_id', '=', filter.participantId);
  if (filter.scenarioId !== undefined) query = query.where('sessions.scenario_id', '=', filter.scenarioId);
  if (filter.type !== undefined) query = query.where('sessions.type', '=', filter.type);
  if (filter.completed === true) query = query.where('sessions.completed', '=', true);
  if (filter.startedFrom !== undefined) query = query.where('sessions.started_at', '>=', filter.startedFrom);
  if (filter.startedTo !== undefined) query = query.where('sessions.started_at', '<=', filter.startedTo);
  return await query
    .select(['sessions.id', 'sessions.site', 'sessions.scenario_id as scenarioId'])
    .orderBy('sessions.id')
    .execute();
}

async function finish(database: Database, id: string, built: Parameters<DatasetDeps['finish']>[1]): Promise<void> {
  await database.transaction().execute(async (transaction) => {
    const updated = await transaction
      .updateTable('datasets')
      .set({
        state: built.failure === null ? 'ready' : 'failed',
        failure: built.failure,
        sessions: built.splits.size,
        examples: JSON.stringify(built.examples),
        duplicates_dropped: built.duplicatesDropped,
        rejected: JSON.stringify(built.rejected),
        sha256: built.sha256,
        bytes: built.bytes,
      })
      .where('id', '=', id)
      .where('state', '=', 'building')
      .returning('id')
      .executeTakeFirst();
    if (updated === undefined) return;
    const members = [...built.splits].map(([session_id, split]: [string, Split]) => ({
      dataset_id: id,
      session_id,
      split,
    }));
    for (let from = 0; from < members.length; from += INSERT_CHUNK) {
      await transaction
        .insertInto('dataset_sessions')
        .values(members.slice(from, from + INSERT_CHUNK))
        .execute();
    }
  });
}

async function create(database: Database, request: StoredDatasetRequest, atMs: number): Promise<DatasetRow> {
  const row = await database
    .insertInto('datasets')
    .values({
      id: newId(atMs),
      created_at: atMs,
      state: 'building',
      failure: null,
      filter: JSON.stringify({ ...request.filter, splitBy: request.splitBy }),
      sessions: 0,
      examples: JSON.stringify({ train: 0, validation: 0, test: 0 }),
      duplicates_dropped: 0,
      rejected: '[]',
      sha256: null,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  return toRow(row);
}

async function list(database: Database, span: Span): Promise<DatasetRow[]> {
  const query = newestFirst(database.selectFrom('datasets').selectAll(), { at: 'created_at', id: 'id' }, span);
  return (await query.execute()).map(toRow);
}

/** The tables `datasets` and `dataset_sessions`. */
export function datasetRows(database: Database): DatasetRows {
  const row = (id: string) => database.selectFrom('datasets').selectAll().where('id', '=', id).executeTakeFirst();
  return {
    create: async (request, atMs) => await create(database, request, atMs),
    list: async (span) => await list(database, span),
    sessionsFor: async (filter) => await sessionsFor(database, filter),
    finish: async (id, built) => await finish(database, id, built),
    async find(id) {
      const found = await row(id);
      return found && toRow(found);
    },
    async findUnbuilt(id) {
      const found = await row(id);
      if (found?.state !== 'building') return undefined;
      const { splitBy, ...filter } = found.filter;
      return storedDatasetRequest.parse({ filter, splitBy });
    },
    async unbuiltIds() {
      const rows = await database.selectFrom('datasets').select('id').where('state', '=', 'building').execute();
      return rows.map(({ id }) => id);
    },
  };
}
