import { expect, test } from 'vitest';
import type { ElementFacts } from './page-facts.ts';
import { pageWords, sharedWords, wordsOf } from './page-words.ts';

const named = (name: string): ElementFacts => ({
  tag: 'a',
  role: 'link',
  name,
  text: name,
  attributes: {},
  classes: [],
  landmark: null,
  heading: null,
  neighbours: [],
  index: 0,
  size: null,
});

test('words are compared without case, host and punctuation', () => {
  expect([...wordsOf('Oak Lamp, 60 cm')]).toEqual(['oak', 'lamp', '60', 'cm']);
  expect([...wordsOf('https://shop.test/p/oak-lamp?id=3')]).toEqual(['p', 'oak', 'lamp', 'id', '3']);
});

test('what every element of the page says counts for little, what one says for much', () => {
  const page = ['Oak', 'Elm', 'Ash', 'Fir', 'Yew'].map((wood) => named(`Add ${wood} lamp to basket`));
  const { words } = pageWords(page);
  const other = sharedWords('Add Oak lamp to basket', 'Add Elm lamp to basket', words);
  const same = sharedWords('Add Oak lamp to basket', 'Put the Oak into the bag', words);
  expect(other).toBeLessThan(same);
});

test('numbers count half, for they change while what is said stays', () => {
  const { words } = pageWords([named('Reviews 12'), named('Home')]);
  expect(sharedWords('Reviews 12', 'Reviews 15', words)).toBeGreaterThan(sharedWords('Reviews 12', 'Rooms 12', words));
});

test('texts without a word share none', () => {
  expect(sharedWords('♡', '♡', () => 1)).toBe(0);
});
