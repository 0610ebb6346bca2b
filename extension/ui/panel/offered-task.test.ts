import { expect, test } from 'vitest';
import type { Scenario } from '../../../shared/scenarios/scenario.ts';
import { offeredTask } from './offered-task.ts';

const tasks = ['a', 'b', 'c'].map((id) => ({ id }) as Scenario); // only ids matter here
const offer = (done: readonly string[], skipped: readonly string[]) => offeredTask(tasks, new Set(done), skipped)?.id;

test('the first task that was neither done nor skipped is offered', () => {
  expect(offer([], [])).toBe('a');
  expect(offer(['a'], [])).toBe('b');
  expect(offer([], ['a'])).toBe('b');
});

test('when all were skipped, the one skipped longest ago comes back', () => {
  expect(offer([], ['b', 'a', 'c'])).toBe('b');
  expect(offer(['b'], ['b', 'a', 'c'])).toBe('a');
});

test('when all were done, they are offered again', () => {
  expect(offer(['a', 'b', 'c'], ['a'])).toBe('b');
});

test('no tasks, no offer', () => {
  expect(offeredTask([], new Set(), [])).toBeNull();
});
