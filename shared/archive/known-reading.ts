import { isAbsent } from '../interactions/absent.ts';
import type { Reading, ReadingKind, StoredInteraction, StoredStep } from './readings.ts';

/** What has to be known of a line of `readings.jsonl` to tell whether another line may name it. */
export type KnownReading = {
  kind: ReadingKind;
  /** The largest coordinate of its boxes, without its sign, in CSS pixels; 0 where it has none. */
  reach: number;
};

/** Which schema a parsed line of `readings.jsonl` has to fit: to try one after the other takes many times as long. */
export function readingKind(value: unknown): ReadingKind {
  if (typeof value === 'string') return 'snapshot';
  const first: unknown = Array.isArray(value) ? value[0] : undefined;
  return typeof first === 'object' && first !== null && 'ref' in first ? 'elements' : 'products';
}

/** @param value fits the schema of its kind */
export function knownReading(value: Reading): KnownReading {
  let reach = 0;
  if (typeof value !== 'string') {
    for (const one of value) if ('box' in one) reach = Math.max(reach, Math.abs(one.box.x), Math.abs(one.box.y));
  }
  return { kind: readingKind(value), reach };
}

/**
 * Checks that what a line names can be put in its place (restore-readings.ts) and the whole then fits its schema, given
 * that the line and each of the readings do: nothing is put together for it, and no reading is looked through twice.
 * @param used is given the number of every reading that is named
 * @throws RangeError when it names a line that is not there, or not one of what it stands for
 */
export function checkReadings(
  line: StoredInteraction | StoredStep,
  readings: readonly KnownReading[],
  used: Set<number>,
): void {
  const find = (kind: ReadingKind, value: unknown): KnownReading | undefined => {
    if (typeof value !== 'number') return undefined;
    const found = readings[value];
    if (found === undefined) throw new RangeError(`a reading is missing: there is no line ${value}`);
    if (found.kind !== kind) throw new RangeError(`line ${value} of the readings is not one of ${kind}`);
    used.add(value);
    return found;
  };
  if ('observation' in line) {
    find('snapshot', line.observation.snapshot);
    return;
  }
  const { context } = line;
  if (isAbsent(context)) return;
  find('snapshot', context.snapshot);
  find('products', context.products);
  const elements = find('elements', context.elements);
  if (elements === undefined) return;
  const { x, y } = context.page.scroll;
  // Tenths of a pixel are what is counted in on the way back.
  const isSomewhere = Number.isFinite(10 * (elements.reach + Math.max(Math.abs(x), Math.abs(y))));
  if (!isSomewhere) throw new RangeError('its elements are nowhere on its page');
}
