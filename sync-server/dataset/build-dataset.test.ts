import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { KnownError } from '../../shared/errors.ts';
import { newId } from '../../shared/new-id.ts';
import { buildDataset, type BuiltDataset, type DatasetDeps } from './build-dataset.ts';
import { sampleExample } from './sample-example.ts';

let temporaryFolder: string;
beforeEach(async () => {
  temporaryFolder = await mkdtemp(join(tmpdir(), 'codesight-dataset-test-'));
});
afterEach(async () => await rm(temporaryFolder, { recursive: true }));

/** A world of sessions whose files and result stay in memory. */
function world(sessions: ReadonlyMap<string, readonly string[]>) {
  const files = new Map<string, string>();
  let built: BuiltDataset | undefined;
  const deps: DatasetDeps = {
    findUnbuilt: () => Promise.resolve(built === undefined ? { filter: {}, splitBy: 'session' } : undefined),
    sessionsFor: () => Promise.resolve([...sessions.keys()].map((id) => ({ id, site: null, scenarioId: null }))),
    areThere: () => Promise.resolve(true),
    async *openTraining(sessionId) {
      yield* sessions.get(sessionId) ?? [];
    },
    giveWay: () => Promise.resolve(),
    async save(key, { path }) {
      files.set(key, await readFile(path, 'utf8'));
    },
    discard: (key) => Promise.resolve(void files.delete(key)),
    finish: (_, result) => {
      built = result;
      return Promise.resolve();
    },
    temporaryFolder,
  };
  return { deps, files, result: () => built, forget: () => (built = undefined) };
}

const line = (product: string): string => JSON.stringify(sampleExample({ product }));
/** Always the same ones: into which split a session falls depends on its id. */
function manySessions(count: number): Map<string, string[]> {
  const idOf = (at: number) => `019cebc9-d900-7000-8000-${at.toString(16).padStart(12, '0')}`;
  return new Map(Array.from({ length: count }, (_, at) => [idOf(at), [line(`lamp ${at}`), line(`chair ${at}`)]]));
}

test('each session is in one file as a whole, and every example is in one', async () => {
  const sessions = manySessions(20);
  const { deps, files, result } = world(sessions);
  await buildDataset(deps, 'd1');
  const built = result();
  expect(built).toMatchObject({ failure: null, duplicatesDropped: 0, rejected: [] });
  expect(built?.bytes).toBe([...files.values()].reduce((sum, text) => sum + Buffer.byteLength(text), 0));
  for (const [id, lines] of sessions) {
    const text = files.get(`datasets/d1/${built?.splits.get(id)}.jsonl`)?.split('\n');
    for (const one of lines) expect(text).toContain(one);
  }
  const { train, validation, test: held } = built?.examples ?? { train: 0, validation: 0, test: 0 };
  expect(train + validation + held).toBe(40);
  expect(Math.min(train, validation, held)).toBeGreaterThan(0);
});

test('building again after a kill gives the same bytes and the same digest', async () => {
  const { deps, files, result, forget } = world(manySessions(12));
  const save = deps.save;
  let saved = 0;
  const dying = {
    ...deps,
    save: async (...given: Parameters<typeof save>) => {
      saved += 1;
      if (saved === 2) throw new Error('killed');
      await save(...given);
    },
  };
  await expect(buildDataset(dying, 'd1')).rejects.toThrow('killed');
  expect(await readdir(temporaryFolder)).toEqual([]);
  await buildDataset(deps, 'd1');
  const first = new Map(files);
  const digest = result()?.sha256;
  forget();
  await buildDataset(deps, 'd1');
  expect(new Map(files)).toEqual(first);
  expect(result()?.sha256).toBe(digest);
});

test('R12.4: before each session is read, archives that wait to be taken in go first', async () => {
  const { deps } = world(manySessions(12));
  const done: string[] = [];
  await buildDataset(
    {
      ...deps,
      giveWay: () => Promise.resolve(void done.push('gave way')),
      openTraining: (id) => {
        done.push('read');
        return deps.openTraining(id);
      },
    },
    'd1',
  );
  expect(done).toEqual(Array.from({ length: 12 }, () => ['gave way', 'read']).flat());
});

test('a finished dataset is left alone', async () => {
  const { deps, files } = world(manySessions(12));
  await buildDataset(deps, 'd1');
  files.clear();
  await buildDataset(deps, 'd1');
  expect(files.size).toBe(0);
});

test('a broken line is left out and named with its reason', async () => {
  const sessions = manySessions(12);
  const id = newId(1);
  const undeclared = JSON.stringify(sampleExample({ product: 'sofa' })).replace(
    '"name":"browser_click","arguments"',
    '"name":"fly","arguments"',
  );
  sessions.set(id, [line('desk'), '{"input":{},"output":{}}', 'not JSON', undeclared]);
  const { deps, result } = world(sessions);
  await buildDataset(deps, 'd1');
  const rejected = result()?.rejected ?? [];
  expect(rejected.map(({ sessionId, line: at }) => [sessionId, at])).toEqual([
    [id, 2],
    [id, 3],
    [id, 4],
  ]);
  for (const { reason } of rejected) expect(reason).not.toBe('');
  expect(rejected[2]?.reason).toContain('fly');
});

test('a session that was erased meanwhile is passed over and named', async () => {
  const sessions = manySessions(13);
  const gone = [...sessions.keys()][3];
  const { deps, result } = world(sessions);
  const openTraining: DatasetDeps['openTraining'] = (id) => {
    if (id === gone) throw new KnownError('NOT_FOUND', 'This session is no longer there.');
    return deps.openTraining(id);
  };
  await buildDataset({ ...deps, openTraining }, 'd1');
  expect(result()?.rejected).toEqual([{ sessionId: gone, line: 1, reason: 'This session is no longer there.' }]);
});

test('of two equal examples the held-out one stays, and the drop is counted', async () => {
  const sessions = new Map([...manySessions(30)].map(([id, lines]) => [id, [...lines, line('the lamp all buy')]]));
  const { deps, files, result } = world(sessions);
  await buildDataset(deps, 'd1');
  expect(result()?.duplicatesDropped).toBe(29);
  expect(files.get('datasets/d1/test.jsonl')).toContain('the lamp all buy');
  expect(files.get('datasets/d1/train.jsonl')).not.toContain('the lamp all buy');
});

test('the index says which session each line of a file is from', async () => {
  const sessions = manySessions(15);
  const { deps, files } = world(sessions);
  await buildDataset(deps, 'd1');
  const index = JSON.parse(files.get('datasets/d1/sessions.json') ?? '') as {
    sessionId: string;
    split: string;
    examples: number;
  }[];
  const origins = index
    .filter(({ split }) => split === 'train')
    .flatMap(({ sessionId, examples }) => Array<string>(examples).fill(sessionId));
  const lines = files.get('datasets/d1/train.jsonl')?.trimEnd().split('\n') ?? [];
  expect(lines.length).toBe(origins.length);
  for (const [at, text] of lines.entries()) expect(sessions.get(origins[at] ?? '')).toContain(text);
});

test('too few examples fail with a sentence that says what to do, and leave no file', async () => {
  const { deps, files, result } = world(manySessions(4));
  await buildDataset(deps, 'd1');
  expect(result()?.failure).toMatch(
    /^DATASET_TOO_SMALL: 6 examples to train with from 4 sessions; 10 .*Record more sessions/,
  );
  expect(result()?.sha256).toBeNull();
  expect(files.size).toBe(0);

  const empty = world(new Map());
  await buildDataset(empty.deps, 'd2');
  expect(empty.result()?.failure).toContain('No accepted session matches');
});
