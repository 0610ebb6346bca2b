import { expect, test } from 'vitest';
import { capturePace } from './capture-pace.ts';

function world() {
  let time = 5_000;
  let kept = 0;
  const last = { read: async () => kept, write: async (atMs: number) => void (kept = atMs) };
  const clock = { now: () => time, wait: async (ms: number) => void (time += ms) };
  return { clock, last, pace: () => capturePace(last, clock), setBack: (ms: number) => (time -= ms) };
}

test('a service worker that was stopped and started keeps the distance to the capture before it (R2.4)', async () => {
  const { pace, clock } = world();
  const taken: number[] = [];
  for (let each = 0; each < 5; each++) {
    const restarted = pace();
    await restarted.ready();
    taken.push(clock.now());
    await restarted.captured();
  }
  const gaps = taken.slice(1).map((at, index) => at - (taken[index] ?? 0));
  expect(Math.min(...gaps)).toBeGreaterThan(500);
  expect(Math.max(...gaps)).toBeLessThan(600);
});

test('the first capture does not wait, and a clock that was set back makes nobody wait long', async () => {
  const { pace, clock, setBack } = world();
  await pace().ready();
  expect(clock.now()).toBe(5_000);
  await pace().captured();
  setBack(4_000);
  await pace().ready();
  expect(clock.now()).toBeLessThan(2_000);
});

test('captures are further apart where less room is left, and never closer than the browser allows', async () => {
  const { clock, last } = world();
  for (const [wanted, kept] of [
    [3_000, 3_000],
    [10, 510],
  ] as const) {
    const pace = capturePace(last, { ...clock, gapMs: async () => wanted });
    await pace.captured();
    const before = clock.now();
    await pace.ready();
    expect(clock.now() - before).toBe(kept);
  }
});
