import { similarWords } from './similar-words.ts';
import type { ElementFacts } from './page-facts.ts';

/** How far two elements agree in one thing: the same, nearly so, not at all, or only one of them has it. */
export type Agreement = 'same' | 'close' | 'other' | 'gone';
/** Null when neither of them has it, which says nothing. */
type Compare = (recorded: ElementFacts, seen: ElementFacts) => Agreement | null;

const CLOSE_WORDS = 0.5;

/** What is compared. Each attribute is in one of them only, so that nothing is counted twice. */
export const traits = {
  tag: (a, b) => exactly(a.tag, b.tag),
  role: (a, b) => exactly(a.role ?? '', b.role ?? ''),
  words: (a, b) => texts(a.name || a.text, b.name || b.text),
  id: byAttribute('id'),
  name: byAttribute('name'),
  link: (a, b) => links(a.attributes.href ?? a.attributes.src ?? '', b.attributes.href ?? b.attributes.src ?? ''),
  type: byAttribute('type'),
  placeholder: (a, b) => texts(a.attributes.placeholder ?? '', b.attributes.placeholder ?? ''),
  data: (a, b) => sets(dataOf(a), dataOf(b)),
  classes: (a, b) => sets(a.classes, b.classes),
  landmark: (a, b) => texts(a.landmark ?? '', b.landmark ?? ''),
  heading: (a, b) => texts(a.heading ?? '', b.heading ?? ''),
  neighbours: (a, b) => sets(a.neighbours, b.neighbours),
  index: (a, b) => (a.index === b.index ? 'same' : Math.abs(a.index - b.index) === 1 ? 'close' : 'other'),
  size: (a, b) => sizes(a.size, b.size),
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

function texts(a: string, b: string): Agreement | null {
  const exact = exactly(a, b);
  return exact === 'other' && similarWords(a, b) >= CLOSE_WORDS ? 'close' : exact;
}

function dataOf({ attributes }: ElementFacts): string[] {
  return Object.entries(attributes)
    .filter(([name]) => name.startsWith('data-'))
    .map(([name, value]) => `${name}=${value}`);
}

/** At least half of what either has in common is close. */
function sets(a: readonly string[], b: readonly string[]): Agreement | null {
  if (a.length === 0 && b.length === 0) return null;
  if (a.length === 0 || b.length === 0) return 'gone';
  const both = [...new Set(a)].filter((each) => b.includes(each)).length;
  const either = new Set([...a, ...b]).size;
  return both === either ? 'same' : both * 2 >= Math.min(a.length, b.length) ? 'close' : 'other';
}

/** The same path with another query or host is close: sites move links to other hosts and add what they track. */
function links(a: string, b: string): Agreement | null {
  const exact = exactly(a, b);
  return exact === 'other' && pathOf(a) === pathOf(b) ? 'close' : exact;
}

function pathOf(url: string): string {
  return url.replace(/^[a-z]+:\/\/[^/]*/i, '').replace(/[?#].*$/, '');
}

function sizes(a: ElementFacts['size'], b: ElementFacts['size']): Agreement | null {
  if (a === null && b === null) return null;
  if (a === null || b === null) return 'gone';
  const off = Math.max(apart(a.width, b.width), apart(a.height, b.height));
  return off <= 0.03 ? 'same' : off <= 0.35 ? 'close' : 'other';
}

function apart(a: number, b: number): number {
  return Math.abs(a - b) / Math.max(a, b, 1);
}
