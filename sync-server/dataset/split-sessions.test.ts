import { expect, test } from 'vitest';
import { splitSessions } from './split-sessions.ts';

const alone = (count: number, from = 0) =>
  Array.from({ length: count }, (_, index) => ({ id: `s${from + index}`, group: `s${from + index}` }));
const count = (splits: Map<string, string>, split: string) =>
  [...splits.values()].filter((one) => one === split).length;

test('a thousand sessions are dealt about 80, 10 and 10 percent', () => {
  const splits = splitSessions(alone(1_000));
  expect(count(splits, 'test')).toBeGreaterThan(70);
  expect(count(splits, 'test')).toBeLessThan(130);
  expect(count(splits, 'validation')).toBeGreaterThan(70);
  expect(count(splits, 'validation')).toBeLessThan(130);
});

test('the order of sessions does not matter, and a large set keeps every session where it was as it grows', () => {
  const small = splitSessions(alone(200));
  expect(splitSessions(alone(200).toReversed())).toEqual(small);
  const grown = splitSessions(alone(400));
  for (const [id, split] of small) expect(grown.get(id)).toBe(split);
});

test('one session trains, two fill train and test, five or more fill every split', () => {
  for (let from = 0; from < 300; from += 3) {
    expect([...splitSessions(alone(1, from)).values()]).toEqual(['train']);
    expect([...splitSessions(alone(2, from)).values()].toSorted()).toEqual(['test', 'train']);
    expect(new Set(splitSessions(alone(4, from)).values())).toEqual(new Set(['test', 'train']));
    for (const size of [5, 6, 8]) expect(new Set(splitSessions(alone(size, from)).values()).size).toBe(3);
  }
  expect(splitSessions([])).toEqual(new Map());
});

test('sessions of one group are never separated', () => {
  const sessions = Array.from({ length: 120 }, (_, index) => ({ id: `s${index}`, group: `scenario-${index % 12}` }));
  const splits = splitSessions(sessions);
  const groups = Map.groupBy(sessions, ({ group }) => group);
  for (const members of groups.values()) expect(new Set(members.map(({ id }) => splits.get(id))).size).toBe(1);
  expect(new Set(splits.values()).size).toBe(3);
});
