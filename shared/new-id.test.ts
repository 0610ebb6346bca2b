import { expect, test } from 'vitest';
import { uuid } from './identifiers.ts';
import { newId } from './new-id.ts';

test('an id is a UUID of version 7 that sorts by the time it was made', () => {
  const ids = [1_000, 1_700_000_000_000, 1_800_000_000_000.5].map(newId);
  expect(ids.toSorted()).toEqual(ids);
  for (const id of ids) expect(uuid.parse(id)[14]).toBe('7');
});

test('ids of the same moment differ', () => {
  expect(new Set(Array.from({ length: 1_000 }, () => newId(5))).size).toBe(1_000);
});
