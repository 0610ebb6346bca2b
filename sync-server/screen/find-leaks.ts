import type { MaskMode } from '../../shared/privacy/mask-text.ts';
import type { TextScanner } from './text-scanner.ts';

/** What was found in a value, and where in it. */
export type Leak = { kind: string; path: string };

/** Our own format's ids and digests: harmless wherever no words of a page can stand. */
const OWN_ID = /^(?:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|[0-9a-f]{64})$/;
/** Objects whose names come from a page or from whoever made the tool. */
const OPEN_RECORDS = /^(?:attributes|parameters|arguments)$/;
/** Texts of a page, masked one by one: on strict pages the strict rules hold for them. */
const PAGE_TEXTS = /^(?:title|name|text|heading|neighbours|announcements|validation|opened|closed)$/;
/** What programs make: class names and ids look like tokens, and are none. */
const MACHINE_MADE = /^(?:selector|selectors|framePath|classes|ancestry|attributes)$/;
const MACHINE_KINDS = new Set(['TOKEN', 'ORDER']);
/** Epoch milliseconds stay below; whatever has more digits is no measure of ours. */
const LARGEST_MEASURE = 1e13;

type Place = { path: string; key: string; open: boolean; machine: boolean };

/**
 * Personal data in any text of a parsed JSON value: in values, in names that a page could choose, in numbers that are
 * too long to be measures, and in JSON that stands in a string. Places are told without their content.
 */
export function findLeaks(value: unknown, mode: MaskMode, scanner: TextScanner): Leak[] {
  const leaks: Leak[] = [];
  walk(value, { path: '', key: '', open: false, machine: false });
  return leaks;

  function walk(part: unknown, place: Place): void {
    if (typeof part === 'string') addText(part, place);
    else if (typeof part === 'number' && Math.abs(part) >= LARGEST_MEASURE) addText(String(part), place);
    else if (Array.isArray(part)) {
      for (const [index, one] of part.entries()) walk(one, { ...place, path: `${place.path}[${index}]` });
    } else if (typeof part === 'object' && part !== null) {
      for (const [key, one] of Object.entries(part)) walkEntry(key, one, place);
    }
  }

  function walkEntry(key: string, part: unknown, within: Place): void {
    const named = within.open ? '*' : key;
    const path = within.path === '' ? named : `${within.path}.${named}`;
    const machine = within.machine || MACHINE_MADE.test(key);
    const place = { path, key, open: within.open || OPEN_RECORDS.test(key), machine };
    if (within.open) addText(key, place);
    walk(part, place);
  }

  function addText(text: string, place: Place): void {
    if (OWN_ID.test(text) && !place.open && !PAGE_TEXTS.test(place.key)) return;
    const nested = place.key === 'arguments' ? parsed(text) : undefined;
    if (nested !== undefined) return walk(nested, place);
    const textMode = PAGE_TEXTS.test(place.key) && !place.machine ? mode : 'normal';
    const kinds = place.key === 'snapshot' ? snapshotKinds(text) : scanner.kindsIn(text, textMode);
    for (const kind of kinds) {
      if (place.machine && MACHINE_KINDS.has(kind)) continue;
      leaks.push({ kind, path: place.path.slice(0, 200) });
    }
  }

  /** `[e12] button "Pay"`: the names are texts of the page, all else is ours. */
  function snapshotKinds(snapshot: string): string[] {
    const kinds = new Set(scanner.kindsIn(snapshot, 'normal'));
    if (mode === 'strict') {
      for (const [, name = ''] of snapshot.matchAll(/"((?:[^"\\\n]|\\.)*)"/g)) {
        for (const kind of scanner.kindsIn(name, 'strict')) kinds.add(kind);
      }
    }
    return [...kinds];
  }
}

function parsed(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined; // not JSON: the text stands for itself
  }
}
