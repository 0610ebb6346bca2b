import type { ElementFacts } from './page-facts.ts';
import { sharedWords, textsOf, type PageWords, type TextTrait } from './page-words.ts';

/** How far two elements agree in one thing: the same, nearly so, in part, not at all, or only one of them has it. */
export const agreements = ['same', 'close', 'part', 'other', 'gone'] as const;
export type Agreement = (typeof agreements)[number];
/** Null when neither of them has it, which says nothing. */
type Compare = (recorded: ElementFacts, seen: ElementFacts, words: PageWords) => Agreement | null;

const CLOSE_WORDS = 0.6;
const SOME_WORDS = 0.25;

/** What is compared. */
export const traits = {
  tag: (a, b) => exactly(a.tag, b.tag),
  role: (a, b) => exactly(a.role ?? '', b.role ?? ''),
  words: byText('words'),
  id: byAttribute('id'),
  name: byAttribute('name'),
  link: byText('link'),
  type: byAttribute('type'),
  placeholder: byText('placeholder'),
  data: (a, b) => sets(dataOf(a), dataOf(b)),
  classes: (a, b) => sets(a.classes, b.classes),
  landmark: byText('landmark'),
  heading: byText('heading'),
  neighbours: byText('neighbours'),
  index: (a, b) => places(a.index, b.index),
  size: (a, b) => sizes(a.size, b.size),
  group: byText('group'),
  column: byText('column'),
  item: byText('item'),
  keys: byText('keys'),
  place: (a, b) => places(a.surroundings?.item?.index, b.surroundings?.item?.index),
  order: (a, b) => orders(a.surroundings?.order, b.surroundings?.order),
  path: (a, b) => sets(a.surroundings?.path ?? [], b.surroundings?.path ?? []),
  look: (a, b) => exactly(String(a.surroundings?.look ?? ''), String(b.surroundings?.look ?? '')),
  inner: (a, b) => exactly(a.surroundings?.inner ?? '', b.surroundings?.inner ?? ''),
} satisfies Record<string, Compare>;

export type Trait = keyof typeof traits;
export const traitNames = Object.keys(traits) as Trait[]; // the keys of an object literal

function exactly(a: string, b: string): Agreement | null {
  if (a === '' && b === '') return null;
  if (a === '' || b === '') return 'gone';
  return a === b ? 'same' : 'other';
}

function byAttribute(name: string): Compare {
  return (a, b) => exactly(a.attributes[name] ?? '', b.attributes[name] ?? '');
}

function byText(trait: TextTrait): Compare {
  return (a, b, words) => {
    const [one, other] = [textsOf[trait](a), textsOf[trait](b)];
    const exact = exactly(one, other);
    if (exact !== 'other') return exact;
    const shared = sharedWords(one, other, words[trait]);
    return shared >= CLOSE_WORDS ? 'close' : shared >= SOME_WORDS ? 'part' : 'other';
  };
}

function dataOf({ attributes }: ElementFacts): string[] {
  return Object.entries(attributes)
    .filter(([name]) => name.startsWith('data-'))
    .map(([name, value]) => `${name}=${value}`);
}

function sets(a: readonly string[], b: readonly string[]): Agreement | null {
  if (a.length === 0 && b.length === 0) return null;
  if (a.length === 0 || b.length === 0) return 'gone';
  const both = [...new Set(a)].filter((each) => b.includes(each)).length;
  const either = new Set([...a, ...b]).size;
  if (both === either) return 'same';
  return both * 2 >= Math.min(a.length, b.length) ? 'close' : both > 0 ? 'part' : 'other';
}

function places(a: number | undefined, b: number | undefined): Agreement | null {
  if (a === undefined && b === undefined) return null;
  if (a === undefined || b === undefined) return 'gone';
  const apart = Math.abs(a - b);
  return apart === 0 ? 'same' : apart === 1 ? 'close' : apart <= 3 ? 'part' : 'other';
}

/** Places in the whole page shift by what is put in before: further down by more. */
function orders(a: number | undefined, b: number | undefined): Agreement | null {
  if (a === undefined || b === undefined) return null;
  const apart = Math.abs(a - b);
  return apart === 0
    ? 'same'
    : apart <= Math.max(1, a * 0.05)
      ? 'close'
      : apart <= Math.max(3, a * 0.2)
        ? 'part'
        : 'other';
}

function sizes(a: ElementFacts['size'], b: ElementFacts['size']): Agreement | null {
  if (a === null && b === null) return null;
  if (a === null || b === null) return 'gone';
  const off = Math.max(relative(a.width, b.width), relative(a.height, b.height));
  return off <= 0.03 ? 'same' : off <= 0.15 ? 'close' : off <= 0.4 ? 'part' : 'other';
}

function relative(a: number, b: number): number {
  return Math.abs(a - b) / Math.max(a, b, 1);
}
