import { expect, test } from 'vitest';
import { judgeSession } from '../judge-session.ts';
import { goldenShopping } from '../recordings/golden-shopping.ts';
import { reading } from './readings.ts';
import { restoreReadings } from './restore-readings.ts';
import { shareReadings } from './share-readings.ts';

const shopping = goldenShopping();
const { steps } = judgeSession(shopping);
const { interactions } = shopping;
const again = (lines: readonly unknown[], readings: readonly string[]): unknown[] => {
  const parsed = readings.map((line) => reading.parse(JSON.parse(line)));
  return lines.map((line) => restoreReadings(JSON.parse(JSON.stringify(line)), parsed));
};
const plain = (values: unknown): unknown => JSON.parse(JSON.stringify(values));

test('what is shared is there once, and every interaction and step is put together again as it was', () => {
  const shared = shareReadings({ interactions, steps });
  expect(new Set(shared.readings).size).toBe(shared.readings.length);
  expect(again(shared.interactions, shared.readings)).toEqual(plain(interactions));
  expect(again(shared.steps, shared.readings)).toEqual(plain(steps));
  expect(JSON.stringify(shared).length).toBeLessThan(JSON.stringify({ interactions, steps }).length * 0.9);
});

/** The interactions of the recording that know their page, scrolled down, with a button whose box is moved by that. */
const scrolledBy = (y: number): typeof interactions =>
  interactions.flatMap((one) => {
    if (!('page' in one.context)) return [];
    const box = { x: 348, y: Math.round((275.3 - y) * 10) / 10, width: 50.8, height: 21 };
    const name = 'Add the kettle of brushed steel to the basket';
    const elements = [{ ref: 'e1', role: 'button', name, box }];
    const page = { ...one.context.page, scroll: { x: 0, y } };
    return [{ ...one, context: { ...one.context, page, elements } }];
  });

test('scrolling leaves the elements of a page as they were, and each has its own box again', () => {
  const both = [...scrolledBy(0), ...scrolledBy(300.7), ...scrolledBy(-12)];
  const shared = shareReadings({ interactions: both, steps: [] });
  expect(shared.readings.filter((line) => line.includes('Add the kettle of brushed'))).toHaveLength(1);
  expect(again(shared.interactions, shared.readings)).toEqual(plain(both));
});

test('boxes that would not come back to the very same stay where they are', () => {
  const fine = scrolledBy(300).map((one) => {
    if (!('elements' in one.context)) return one;
    const elements = one.context.elements.map((each) => ({ ...each, box: { ...each.box, y: 0.123_45 } }));
    return { ...one, context: { ...one.context, elements } };
  });
  const shared = shareReadings({ interactions: fine, steps: [] });
  expect(shared.readings.filter((line) => line.includes('"ref"'))).toEqual([]);
  expect(again(shared.interactions, shared.readings)).toEqual(plain(fine));
});

test('what the lines cannot hold stays where it is', () => {
  const none = shareReadings({ interactions, steps }, 0);
  expect(none).toEqual({ readings: [], interactions, steps });
  const some = shareReadings({ interactions, steps }, 2_000);
  expect(some.readings.join('\n').length).toBeLessThan(2_000);
  expect(some.readings.length).toBeGreaterThan(0);
  expect(again(some.interactions, some.readings)).toEqual(plain(interactions));
});

test('a line that is not there is refused, wherever it is named', () => {
  for (const number of [1, -1, 0.5, 1e9]) {
    expect(() => restoreReadings({ context: { elements: number } }, ['x'])).toThrow('missing');
    expect(() => restoreReadings({ observation: { snapshot: number } }, ['x'])).toThrow('missing');
  }
  expect(restoreReadings({ observation: { snapshot: 0 } }, ['x'])).toEqual({ observation: { snapshot: 'x' } });
});

test('elements have to be some, on a page', () => {
  const elements = [{ ref: 'e1', role: 'button', name: 'Add', box: { x: 1, y: 2, width: 3, height: 4 } }];
  const page = { scroll: { x: 0, y: 1 } };
  expect(restoreReadings({ context: { elements: 0, page } }, [elements])).toMatchObject({
    context: { elements: [{ box: { x: 1, y: 1 } }] },
  });
  expect(() => restoreReadings({ context: { elements: 0 } }, [elements])).toThrow('of no page');
  expect(() => restoreReadings({ context: { elements: 0, page } }, ['text'])).toThrow('not one of elements');
});

test('what is no record is left to its schema', () => {
  for (const line of [null, 7, [], { context: null }, { context: [3] }])
    expect(restoreReadings(line, [])).toEqual(line);
});
