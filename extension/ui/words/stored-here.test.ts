import { expect, test } from 'vitest';
import { storedHere } from './stored-here.ts';

const archive = new Blob(['z']);

test('what waits, what could be removed and what is not packed yet are counted apart; what is gone is not counted', () => {
  const here = storedHere(
    [{ phase: 'recording' }, { phase: 'finished' }, { phase: 'sealed' }],
    [
      { state: 'sealed', bytes: 10, archive },
      { state: 'held', bytes: 5, archive },
      { state: 'accepted', bytes: 3, archive },
      { state: 'confirmed', bytes: 100, archive },
      { state: 'confirmed', bytes: 900, archive: null },
    ],
  );
  expect(here).toEqual({ waiting: { count: 3, bytes: 18 }, removable: { count: 1, bytes: 100 }, open: 2 });
});
