import type { Point } from '../geometry.ts';
import type { ReadingKind } from './readings.ts';

const KINDS: readonly ReadingKind[] = ['snapshot', 'products', 'elements'];

/**
 * A parsed line of `interactions.jsonl` or `steps.jsonl` with what it shares put back in its place; whether it is one is
 * for its schema to say.
 * @throws RangeError when it names a line that is not there
 */
export function restoreReadings(line: unknown, readings: readonly unknown[]): unknown {
  if (!isRecord(line)) return line;
  const restored = { ...line };
  for (const group of ['context', 'observation']) {
    const holder = line[group];
    if (!isRecord(holder)) continue;
    const shared = KINDS.filter((key) => typeof holder[key] === 'number').map((key) => [key, find(holder[key])]);
    const put: Record<string, unknown> = { ...holder, ...Object.fromEntries(shared) };
    if (typeof holder['elements'] === 'number') put['elements'] = inWindow(put['elements'], holder['page']);
    restored[group] = put;
  }
  return restored;

  function find(number: unknown): unknown {
    const found = readings[Number(number)];
    if (found === undefined) throw new RangeError(`a reading is missing: there is no line ${String(number)}`);
    return found;
  }
}

/** Moves boxes from where they are on the page back to where they were in its window; their schema has yet to look at them. */
function inWindow(elements: unknown, page: unknown): unknown {
  const scroll = isRecord(page) ? page['scroll'] : undefined;
  if (!isPoint(scroll) || !Array.isArray(elements)) throw notOfAPage();
  const back = { x: -scroll.x, y: -scroll.y };
  return elements.map((one: unknown) => {
    if (!isRecord(one) || !isPoint(one['box'])) throw notOfAPage();
    return { ...one, box: moveBox(one['box'], back) };
  });
}

const notOfAPage = () => new RangeError('a reading is not one of elements, or of no page');

/** To a tenth of a pixel, as boxes are measured. */
export function moveBox<Moved extends Point>(box: Moved, { x, y }: Point): Moved {
  return { ...box, x: Math.round((box.x + x) * 10) / 10, y: Math.round((box.y + y) * 10) / 10 };
}

function isPoint(value: unknown): value is Point {
  return isRecord(value) && typeof value['x'] === 'number' && typeof value['y'] === 'number';
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
