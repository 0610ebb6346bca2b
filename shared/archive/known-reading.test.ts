import { expect, test } from 'vitest';
import { step } from '../distil/step.ts';
import { interaction } from '../interactions/interaction.ts';
import { judgeSession } from '../judge-session.ts';
import { goldenShopping } from '../recordings/golden-shopping.ts';
import { checkReadings, knownReading, readingKind } from './known-reading.ts';
import { reading, readingShapes, storedInteraction, storedStep } from './readings.ts';
import { restoreReadings } from './restore-readings.ts';
import { shareReadings } from './share-readings.ts';

const shopping = goldenShopping();
const { steps } = judgeSession(shopping);
const shared = shareReadings({ interactions: shopping.interactions, steps });
const readings = shared.readings.map((line) => reading.parse(JSON.parse(line)));
const known = readings.map((one) => knownReading(one));
const copyOf = (value: unknown) => JSON.parse(JSON.stringify(value));

/** Whether the line is taken as it is written, reading by reading. */
function isTaken(line: unknown, used = new Set<number>()): boolean {
  const isStep = typeof line === 'object' && line !== null && 'observation' in line;
  const parsed = (isStep ? storedStep : storedInteraction).safeParse(line);
  if (!parsed.success) return false;
  try {
    checkReadings(parsed.data, known, used);
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

/** Whether it is a line of the archive when everything is in its place. */
function isWhole(line: unknown): boolean {
  const isStep = typeof line === 'object' && line !== null && 'observation' in line;
  try {
    return (isStep ? step : interaction).safeParse(restoreReadings(line, readings)).success;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

test('every reading is of the kind whose schema it fits', () => {
  const kinds = readings.map((one) => readingKind(one));
  expect(new Set(kinds).size).toBe(3);
  for (const [index, kind] of kinds.entries()) {
    expect(readingShapes[kind].safeParse(readings[index]).success).toBe(true);
    expect(known[index]?.kind).toBe(kind);
  }
});

test('what was shared is taken, and every reading is named by a line', () => {
  const used = new Set<number>();
  for (const line of [...shared.interactions, ...shared.steps]) expect(isTaken(copyOf(line), used)).toBe(true);
  expect(used.size).toBe(readings.length);
});

test('a line is taken just when the whole that it stands for fits its schema', () => {
  const numbers = [0, readings.length - 1, readings.length, -1, 0.5, 1e9];
  for (let kind = 0; kind < readings.length; kind += 3) numbers.push(kind);
  let refused = 0;
  const compare = (line: unknown): void => {
    const taken = isTaken(line);
    expect(taken).toBe(isWhole(line));
    if (!taken) refused++;
  };
  for (const number of numbers) {
    for (const key of ['snapshot', 'products', 'elements'] as const) {
      for (const line of shared.interactions.slice(0, 12).map(copyOf)) {
        if ('absent' in line.context) continue;
        line.context[key] = number;
        compare(line);
      }
    }
    for (const line of shared.steps.slice(0, 12).map(copyOf)) {
      line.observation.snapshot = number;
      compare(line);
    }
  }
  expect(refused).toBeGreaterThan(100);
});

test('elements that lie nowhere once their page is scrolled are refused, as the whole would be', () => {
  for (const y of [1e300, 1.7e308, -1.7e308]) {
    for (const line of shared.interactions.map(copyOf)) {
      if ('absent' in line.context || typeof line.context.elements !== 'number') continue;
      line.context.page.scroll.y = y;
      expect(isTaken(line)).toBe(isWhole(line));
      expect(isTaken(line)).toBe(y === 1e300);
    }
  }
});
