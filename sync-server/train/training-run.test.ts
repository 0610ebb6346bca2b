import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { startProvider, type StandInProvider } from '../../e2e/stand-ins/provider.ts';
import type { DatasetRow, TrainingRunRow } from '../../shared/api/rows.ts';
import { validateTrainingFile } from '../../shared/training/validate-training-file.ts';
import { emptyDatabase, openPglite } from '../adapters/on-each-database.ts';
import type { OpenedDatabase } from '../adapters/postgres.ts';
import { memoryQueue } from './memory-queue.ts';
import { addParticipant, addSession, sessionExamples, trainingWorld, type TrainingWorld } from './training-world.ts';

const words = ['oak', 'brass', 'blue', 'tall', 'round', 'small', 'linen', 'glass', 'stone', 'copper', 'paper', 'iron'];

let opened: OpenedDatabase;
let standIn: StandInProvider;
let world: TrainingWorld;
let server: Awaited<ReturnType<TrainingWorld['boot']>>;
beforeAll(async () => {
  opened = await openPglite();
});
afterAll(async () => await opened.close());
beforeEach(async () => {
  await emptyDatabase(opened);
  standIn = await startProvider({ trainingMs: 200 });
  world = await trainingWorld(opened.database, memoryQueue, standIn);
  server = await world.boot();
});
afterEach(async () => {
  await server.stop();
  await standIn.close();
  await world.close();
});

const call = async (method: string, path: string, body?: unknown): Promise<Response> =>
  await server.app.request(path, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
  });
const json = async <Body>(response: Response): Promise<Body> => (await response.json()) as Body;

async function addSessions(count: number, site = 'shop.example'): Promise<string[]> {
  const participantId = await addParticipant(world.database, ['recording', 'training']);
  const ids: string[] = [];
  for (const word of words.slice(0, count)) {
    ids.push(await addSession(world, { participantId, site, examples: sessionExamples(`${word} lamp`) }));
  }
  return ids;
}
async function startRun(body: unknown = {}): Promise<TrainingRunRow> {
  const response = await call('POST', '/v1/admin/training-runs', body);
  expect(response.status).toBe(202);
  return await json<TrainingRunRow>(response);
}
const look = async (id: string): Promise<TrainingRunRow> => await json(await call('GET', `/v1/training-runs/${id}`));
async function until(id: string, ...states: TrainingRunRow['state'][]): Promise<TrainingRunRow> {
  return await vi.waitFor(
    async () => {
      const run = await look(id);
      if (!states.includes(run.state)) throw new Error(`the run is ${run.state}: ${run.progress}`);
      return run;
    },
    { timeout: 30_000, interval: 50 },
  );
}
const posts = (path: string): number =>
  standIn.requests().filter((one) => one.method === 'POST' && one.path === `/v1${path}`).length;

test('a run goes from accepted sessions to a tested, active model, and leaves no file at the provider', async () => {
  await addSessions(12);
  const begun = await startRun({ filter: { site: 'shop.example' } });
  expect(begun).toMatchObject({ state: 'waiting', provider: 'stand-in', baseModel: 'stand-in-base', failure: null });
  const run = await until(begun.id, 'succeeded', 'failed');
  expect(run).toMatchObject({ state: 'succeeded', failure: null, epochs: expect.any(Number) });
  expect(run.model).toMatch(/^ft:stand-in-base:stand-in:codesight-shop-example:/);
  expect(run.progress).toContain('Active: the first model here.');
  const dataset = await json<DatasetRow>(await call('GET', `/v1/datasets/${run.datasetId}`));
  expect(run.evaluation?.examples).toBe(dataset.examples.test);
  expect(run.evaluation?.stepSuccess).toBeGreaterThan(0);
  const model = await world.database.selectFrom('models').selectAll().executeTakeFirstOrThrow();
  expect(model).toMatchObject({ id: run.model, site: 'shop.example', active: true, evaluation: run.evaluation });
  const cost = await world.database.selectFrom('training_runs').select('trained_tokens').execute();
  expect(cost).toEqual([{ trained_tokens: 1_000 }]);
  expect(standIn.state.files.size).toBe(0);
  expect([posts('/fine_tuning/jobs'), posts('/files')]).toEqual([1, 2]);
  const acts = await world.database.selectFrom('audit_log').select('act').execute();
  expect(acts).toEqual([{ act: 'start-training-run' }]);
});

test('a run is followed on after the server was stopped in the middle of it, with one job at the provider', async () => {
  standIn.state.trainingMs = 600;
  await addSessions(12);
  const { id } = await startRun();
  await until(id, 'training');
  await server.stop();
  const asked = standIn.requests().length;
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(standIn.requests().length).toBe(asked);
  server = await world.boot();
  expect((await until(id, 'succeeded', 'failed')).state).toBe('succeeded');
  expect(standIn.state.jobs.size).toBe(1);
  expect(posts('/files')).toBe(2);
});

test('a run finds the job again whose answer was lost', async () => {
  standIn.simulate('lost_answer');
  await addSessions(12);
  const { id } = await startRun();
  expect((await until(id, 'succeeded', 'failed')).state).toBe('succeeded');
  expect(standIn.state.jobs.size).toBe(1);
  expect(posts('/fine_tuning/jobs')).toBe(1);
});

test('a run waits when told to and then goes on', async () => {
  standIn.simulate('too_many_requests');
  await addSessions(12);
  const { id } = await startRun();
  await vi.waitFor(async () => expect((await look(id)).progress).toContain('Trying again: 429'), { timeout: 10_000 });
  expect((await until(id, 'succeeded', 'failed')).state).toBe('succeeded');
  expect(posts('/fine_tuning/jobs')).toBe(2);
});

test('a run ends when training is closed, says what to do, keeps the dataset, and a second run uploads nothing again', async () => {
  standIn.simulate('training_not_available', 'always');
  await addSessions(12);
  const first = await until((await startRun()).id, 'failed');
  expect(first.failure).toMatchObject({ code: 'training_not_available' });
  expect(first.failure?.message).toContain('winding down');
  expect(first.failure?.advice).toContain('OPENAI_BASE_URL');
  expect(posts('/fine_tuning/jobs')).toBe(1);
  const file = await call('GET', `/v1/datasets/${first.datasetId}/train.jsonl`);
  expect(file.headers.get('content-type')).toBe('application/jsonl');
  const checked = validateTrainingFile((await file.text()).trimEnd().split('\n'));
  expect(checked).toMatchObject({ rejected: [], problems: [] });
  expect(posts('/files')).toBe(2);
  await until((await startRun({ datasetId: first.datasetId })).id, 'failed');
  expect(posts('/files')).toBe(2);
});

test('a run starts again when the provider breaks down, three times at most', async () => {
  standIn.simulate('breakdown');
  await addSessions(12);
  const healed = await until((await startRun()).id, 'succeeded', 'failed');
  expect(healed.state).toBe('succeeded');
  expect(standIn.state.jobs.size).toBe(2);
  standIn.simulate('breakdown', 'always');
  const broken = await until((await startRun({ datasetId: healed.datasetId })).id, 'succeeded', 'failed');
  expect(broken.failure?.code).toBe('server_error');
  expect(standIn.state.jobs.size).toBe(2 + 3);
});

test('a run is cancelled here and at the provider, and its files are removed', async () => {
  standIn.state.trainingMs = 60_000;
  await addSessions(12);
  const { id } = await startRun();
  await until(id, 'training');
  const response = await call('POST', `/v1/admin/training-runs/${id}/cancel`);
  expect(await json(response)).toMatchObject({ state: 'cancelled' });
  await vi.waitFor(() => expect(standIn.state.files.size).toBe(0), { timeout: 10_000 });
  expect([...standIn.state.jobs.values()].map(({ cancelledAtMs }) => cancelledAtMs !== null)).toEqual([true]);
  expect((await call('POST', `/v1/admin/training-runs/${id}/cancel`)).status).toBe(409);
  expect((await look(id)).state).toBe('cancelled');
});

test('a run fails with advice when the base model is gone, the dataset too small or the model withheld', async () => {
  await addSessions(12);
  const retired = await until((await startRun({ baseModel: 'stand-in-base-retired' })).id, 'failed');
  expect(retired.failure).toMatchObject({
    code: 'base_model_retired',
    message: expect.stringContaining('2020-01-31'),
  });
  const unknown = await until((await startRun({ baseModel: 'nobody-knows-it' })).id, 'failed');
  expect(unknown.failure?.code).toBe('model_not_found');
  const small = await until((await startRun({ filter: { site: 'elsewhere.example' } })).id, 'failed');
  expect(small.failure).toMatchObject({ code: 'DATASET_TOO_SMALL', advice: expect.stringContaining('Record more') });
  standIn.simulate('no_model');
  const withheld = await until((await startRun()).id, 'failed');
  expect(withheld.failure?.code).toBe('model_withheld');
});

test('a run makes a later model of the site active only when it is better on the same held-out steps', async () => {
  await addSessions(12);
  const first = await until((await startRun({ filter: { site: 'shop.example' } })).id, 'succeeded');
  const same = await until((await startRun({ filter: { site: 'shop.example' } })).id, 'succeeded');
  expect(same.progress).toContain(`Not made active: ${first.model} has`);
  standIn.state.models.set(first.model ?? '', []);
  const better = await until((await startRun({ filter: { site: 'shop.example' } })).id, 'succeeded');
  expect(better.progress).toContain(`Active: ${first.model} has 0 %`);
  const active = await world.database.selectFrom('models').select('id').where('active', '=', true).execute();
  expect(active).toEqual([{ id: better.model }]);
});

test('a dataset takes only accepted, good sessions without failed tasks of people who agree to training', async () => {
  const ids = await addSessions(12);
  const agreeing = await addParticipant(world.database, ['recording', 'training']);
  const recordingOnly = await addParticipant(world.database, ['recording']);
  const examples = sessionExamples('lamp of another');
  await addSession(world, { participantId: recordingOnly, examples });
  await addSession(world, { participantId: agreeing, examples, verdict: 'review' });
  await addSession(world, { participantId: agreeing, examples, quality: 0.5 });
  await addSession(world, { participantId: agreeing, examples, scenarioId: 'lamp', completed: false });
  const withdrawn = await addParticipant(world.database, ['recording', 'training']);
  await addSession(world, { participantId: withdrawn, examples });
  await world.database.updateTable('participants').set({ withdrawn_at: 1 }).where('id', '=', withdrawn).execute();
  const { id } = await json<DatasetRow>(await call('POST', '/v1/datasets', { filter: {} }));
  const built = await vi.waitFor(
    async () => {
      const dataset = await json<DatasetRow>(await call('GET', `/v1/datasets/${id}`));
      if (dataset.state === 'building') throw new Error('it is being built');
      return dataset;
    },
    { timeout: 20_000, interval: 50 },
  );
  expect(built).toMatchObject({
    state: 'ready',
    sessions: 12,
    rejected: [],
    sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
  });
  const taken = await world.database.selectFrom('dataset_sessions').select('session_id').execute();
  expect(taken.map((row) => row.session_id).toSorted()).toEqual(ids.toSorted());
});

test('routes refuse what cannot be done, in words', async () => {
  const code = async (response: Response) => (await json<{ error: { code: string } }>(response)).error.code;
  const nobody = '00000000-0000-7000-8000-000000000000';
  expect(await code(await call('POST', '/v1/admin/training-runs', { datasetId: nobody }))).toBe('NOT_FOUND');
  expect(await code(await call('POST', '/v1/admin/training-runs', { datasetId: nobody, filter: {} }))).toBe(
    'INVALID_REQUEST',
  );
  expect(await code(await call('POST', '/v1/datasets', { filter: { verdict: 'review' } }))).toBe('INVALID_REQUEST');
  expect(await code(await call('POST', '/v1/datasets', { filter: { completed: false } }))).toBe('INVALID_REQUEST');
  expect(await code(await call('POST', '/v1/datasets', { filter: { sit: 'a.example' } }))).toBe('INVALID_REQUEST');
  expect(await code(await call('POST', '/v1/admin/training-runs', { filter: { verdict: 'review' } }))).toBe(
    'INVALID_REQUEST',
  );
  expect(await code(await call('GET', `/v1/training-runs/${nobody}`))).toBe('NOT_FOUND');
  server.as('researcher');
  expect(await code(await call('POST', '/v1/admin/training-runs', {}))).toBe('FORBIDDEN');
  server.as('participant');
  expect(await code(await call('GET', '/v1/datasets'))).toBe('FORBIDDEN');
});

test('lists are pages, newest first', async () => {
  for (let count = 0; count < 3; count++) {
    await call('POST', '/v1/datasets', { filter: { site: `s${count}.example` } });
    // Rows of the same millisecond have no order in time.
    await new Promise((resolve) => setTimeout(resolve, 3));
  }
  const page = await json<{ items: DatasetRow[]; nextCursor: string }>(await call('GET', '/v1/datasets?limit=2'));
  const rest = await json<{ items: DatasetRow[]; nextCursor: null }>(
    await call('GET', `/v1/datasets?limit=2&cursor=${page.nextCursor}`),
  );
  const sites = [...page.items, ...rest.items].map(({ filter }) => filter['site']);
  expect(sites).toEqual(['s2.example', 's1.example', 's0.example']);
  expect(rest.nextCursor).toBeNull();
});
