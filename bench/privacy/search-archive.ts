import type { OpenArchive } from '../../e2e/harness/read-archive.ts';
import type { Person, Slot } from './make-up-person.ts';
import { findTelling, searchable, searchableBytes, type Searchable } from './look-for.ts';
import type { PageChannel } from './shop-pages.ts';
import { hashesOf, tellingParts, type Telling } from './telling-parts.ts';

export type ArchiveLeak = { channel: PageChannel; slot: Slot; part: string; in: string };

/** Rows of three digits are in every archive. */
const BY_CHANCE: ReadonlySet<Slot> = new Set<Slot>(['cvc', 'prefix']);
/** In bytes that are no text, shorter words and numbers stand by chance. */
const MIN_IN_BYTES = 7;
const HASHED: readonly Slot[] = ['email', 'phone', 'name', 'username', 'card', 'id', 'iban'];
/** Names of contents and of rows: hashes and UUIDs. */
const NAME_OF_ROW = /^[\da-f-]{32,}$/i;

/** Where in an archive something of a person is read: each value once for each place of the pages that it came from. */
export function searchArchive({ entries }: OpenArchive, person: Person, slots: readonly Slot[]): ArchiveLeak[] {
  const wanted = slots
    .filter((slot) => !BY_CHANCE.has(slot))
    .map((slot) => ({ slot, parts: tellingParts(person, slot) }));
  const leaks = new Map<string, ArchiveLeak>();
  const add = (leak: ArchiveLeak): void => {
    const key = `${leak.channel} ${leak.slot}`;
    if (!leaks.has(key)) leaks.set(key, leak);
  };
  for (const [path, bytes] of Object.entries(entries)) {
    const isText = /\.(json|jsonl)$/.test(path);
    for (const [channel, texts] of isText ? textsByChannel(bytes) : [])
      lookFor(wanted, searchable(texts.join('\n')), { path, channel }, add);
    // In the file as a whole too: over the borders of its texts, and in bytes that are no text.
    const whole = searchableBytes(bytes);
    const found = new Set([...leaks.values()].map(({ slot }) => slot));
    for (const { slot, parts } of wanted.filter((each) => !found.has(each.slot))) {
      const part = findTelling(
        whole,
        parts.filter(({ text }) => text.length >= MIN_IN_BYTES),
      );
      if (part !== undefined) add({ channel: 'hidden state', slot, part: part.text, in: `${path} as a whole` });
    }
    const raw = Buffer.from(bytes).toString('latin1');
    for (const slot of HASHED) {
      const hash = hashesOf(person[slot]).find((each) => raw.includes(each));
      if (hash !== undefined) add({ channel: 'hidden state', slot, part: hash, in: path });
    }
  }
  return [...leaks.values()];
}

type Wanted = { slot: Slot; parts: Telling[] }[];

function lookFor(
  wanted: Wanted,
  text: Searchable,
  { path, channel }: { path: string; channel: PageChannel },
  add: (leak: ArchiveLeak) => void,
): void {
  for (const { slot, parts } of wanted) {
    const part = findTelling(text, parts);
    if (part !== undefined) add({ channel, slot, part: part.text, in: `${path}: ${around(text.raw, part.text)}` });
  }
}

function around(raw: string, part: string): string {
  const at = raw.toLowerCase().indexOf(part.toLowerCase());
  return at < 0 ? '(in disguise)' : raw.slice(Math.max(0, at - 60), at + 60).replaceAll('\n', ' ⏎ ');
}

/** All texts of a file of JSON or of lines of it, by what part of a page they tell of. */
function textsByChannel(bytes: Uint8Array): Map<PageChannel, string[]> {
  const texts = new Map<PageChannel, string[]>();
  const walk = (value: unknown, key: string, isConfirmation: boolean): void => {
    if (typeof value === 'string') {
      if (NAME_OF_ROW.test(value)) return;
      const channel = channelOf(key, isConfirmation);
      const known = texts.get(channel);
      if (known === undefined) texts.set(channel, [value]);
      else known.push(value);
    } else if (Array.isArray(value)) for (const one of value) walk(one, key, isConfirmation);
    else if (typeof value === 'object' && value !== null) {
      for (const [name, one] of Object.entries(value)) {
        if (!/^[a-zA-Z]+$/.test(name)) walk(name, key, isConfirmation);
        walk(one, name, isConfirmation);
      }
    }
  };
  for (const line of new TextDecoder().decode(bytes).split('\n').filter(Boolean))
    walk(JSON.parse(line), '', line.includes('"kind":"confirmation"'));
  return texts;
}

function channelOf(key: string, isConfirmation: boolean): PageChannel {
  if (/url|href/i.test(key)) return 'url';
  if (/title/i.test(key)) return 'title';
  if (/^(name|label|placeholder|alt|accessibleName|role|description|testId)$/i.test(key)) return 'accessible name';
  if (/^(value|values|key)$/i.test(key)) return 'typed value';
  return isConfirmation ? 'confirmation' : 'page text';
}
