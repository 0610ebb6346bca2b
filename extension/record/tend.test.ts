import { expect, test } from 'vitest';
import type { SessionRow } from '../store/database.ts';
import { tend, type TendDeps } from './tend.ts';

function outside(phases: Record<string, Partial<SessionRow>[]>, change: Partial<TendDeps> = {}) {
  const done: string[] = [];
  const deps: TendDeps = {
    now: () => 10_000,
    random: () => 0,
    takeLeftBehind: async () => void done.push('take left behind'),
    sessionsIn: async (...of) => of.flatMap((phase) => (phases[phase] ?? []) as SessionRow[]),
    finish: async () => void done.push('finish'),
    seal: async (id) => void done.push(`seal ${id}`),
    changeSession: async (id, { sealFailure }) => void done.push(`${id} fails: ${sealFailure?.message}`),
    privateHeld: async () => [],
    forgetPrivate: async (ids) => ids.forEach((id) => done.push(`forget what ${id} knows`)),
    upload: async () => void done.push('upload'),
    forgetConfirmed: async () => void done.push('forget'),
    ...change,
  };
  return { deps, done };
}

test('what waits is moved on, and what pages left behind is taken in before anything is closed', async () => {
  const { deps, done } = outside({
    finishing: [{ id: 'a', endedAt: 1_000 }],
    finished: [{ id: 'b', sealFailure: null }],
  });
  await tend(deps);
  expect(done).toEqual(['take left behind', 'finish', 'seal b', 'upload', 'forget']);
});

test('a session that the participant looks through waits for her, however long it takes', async () => {
  const { deps, done } = outside({ reviewing: [{ id: 'a', endedAt: 1, sealFailure: null }] });
  await tend(deps);
  expect(done).toEqual(['take left behind', 'upload', 'forget']);
});

test('a session that was stopped just now waits for its last interactions', async () => {
  const { deps, done } = outside({ finishing: [{ id: 'a', endedAt: 9_500 }] });
  await tend(deps);
  expect(done).not.toContain('finish');
});

test('several sessions that were stopped one after the other are all closed in one round', async () => {
  const { deps, done } = outside({
    finishing: [
      { id: 'a', endedAt: 1_000 },
      { id: 'b', endedAt: 2_000 },
    ],
  });
  await tend(deps);
  expect(done.filter((what) => what === 'finish')).toHaveLength(2);
});

test('a clock that was set back keeps no session from being closed', async () => {
  const { deps, done } = outside({ finishing: [{ id: 'a', endedAt: 90_000_000 }] });
  await tend(deps);
  expect(done).toContain('finish');
});

test('a session that cannot be sealed keeps its reason, waits, and keeps nothing else back', async () => {
  const { deps, done } = outside(
    {
      finished: [
        { id: 'a', sealFailure: null },
        { id: 'b', sealFailure: null },
      ],
    },
    {
      seal: async (id) =>
        id === 'a' ? Promise.reject(new Error('a picture is missing')) : void done.push(`seal ${id}`),
    },
  );
  await tend(deps);
  expect(done).toEqual(['take left behind', 'a fails: a picture is missing', 'seal b', 'upload', 'forget']);
});

test('a session that failed is not tried again before its time', async () => {
  const sealFailure = { message: 'm', attempts: 1, nextTryAt: 20_000 };
  const { deps, done } = outside({ finished: [{ id: 'a', sealFailure }] });
  await tend(deps);
  expect(done).not.toContain('seal a');
});

const full = Object.assign(new Error('no room'), { name: 'QuotaExceededError' });

test('where nothing can be stored any more, what is packed is sent all the same, and the failure is told', async () => {
  const { deps, done } = outside(
    { finished: [{ id: 'b', sealFailure: null }] },
    { seal: () => Promise.reject(full), changeSession: () => Promise.reject(full) },
  );
  await expect(tend(deps)).rejects.toBe(full);
  expect(done).toEqual(['take left behind', 'upload', 'forget']);
});

test('no session is closed before what its pages left behind could be taken in', async () => {
  const { deps, done } = outside(
    { finishing: [{ id: 'a', endedAt: 1 }], finished: [{ id: 'b', sealFailure: null }] },
    { takeLeftBehind: () => Promise.reject(full) },
  );
  await expect(tend(deps)).rejects.toBe(full);
  expect(done).toEqual(['upload', 'forget']);
});

test('why a session could not be sealed is kept with the name of the browser’s error', async () => {
  const { deps, done } = outside({ finished: [{ id: 'a', sealFailure: null }] }, { seal: () => Promise.reject(full) });
  await tend(deps);
  expect(done).toContain('a fails: QuotaExceededError: no room');
});

test('F9: a session that failed while the clock was days ahead is sealed now', async () => {
  const sealFailure = { message: 'm', attempts: 1, nextTryAt: 10_000 + 3 * 24 * 60 * 60 * 1000 };
  const { deps, done } = outside({ finished: [{ id: 'a', sealFailure }] });
  await tend(deps);
  expect(done).toContain('seal a');
});

test('what was learned is forgotten of sessions that are sealed or gone, and of no other', async () => {
  const { deps, done } = outside(
    { paused: [{ id: 'a' }], reviewing: [{ id: 'b' }], sealed: [{ id: 'c' }] },
    { privateHeld: async () => ['a', 'b', 'c', 'gone'] },
  );
  await tend(deps);
  expect(done.filter((what) => what.endsWith('knows'))).toEqual(['forget what c knows', 'forget what gone knows']);
});

test('what a session knows is kept when it begins, or is gone on with, in the middle of the look around', async () => {
  const rows: Pick<SessionRow, 'id' | 'phase'>[] = [{ id: 'old', phase: 'paused' }];
  const held = ['old'];
  const begin = (): void => {
    if (held.includes('new')) return;
    rows.push({ id: 'new', phase: 'recording' });
    held.push('new');
  };
  const { deps, done } = outside(
    {},
    {
      async sessionsIn(...phases) {
        const found = rows.filter(({ phase }) => phases.includes(phase)).map((row) => ({ ...row }));
        if (phases.includes('recording')) {
          for (const row of rows) row.phase = 'recording';
          begin();
        }
        return found as SessionRow[];
      },
      async privateHeld() {
        const found = [...held];
        begin();
        return found;
      },
    },
  );
  await tend(deps);
  expect(done.filter((what) => what.endsWith('knows'))).toEqual([]);
});
