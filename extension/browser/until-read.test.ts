import { expect, test } from 'vitest';
import { untilRead } from './until-read.ts';

/** Fails so many times, and remembers how long was waited. */
function failing(times: number) {
  const waits: number[] = [];
  let reads = 0;
  return {
    waits,
    read: async (): Promise<string> => {
      if (reads++ < times) throw new Error(`failure ${reads}`);
      return 'read';
    },
    later: (work: () => void, delayMs: number): void => {
      waits.push(delayMs);
      work();
    },
  };
}

test('what cannot be read is asked for again, ever more slowly, until it is there', async () => {
  const { read, later, waits } = failing(7);
  await expect(untilRead(read, { later, isOver: () => false })).resolves.toBe('read');
  expect(waits).toEqual([100, 200, 400, 800, 1_600, 3_000, 3_000]);
});

test('it is asked for no more once nobody waits for it, and the last failure is told', async () => {
  const { read, later, waits } = failing(7);
  await expect(untilRead(read, { later, isOver: () => waits.length === 2 })).rejects.toThrow('failure 3');
});
