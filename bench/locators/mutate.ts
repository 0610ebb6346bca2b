import { hostsOf } from '../../extension/capture/dom/composed-tree.ts';
import { isGenerated } from '../../extension/capture/locators/is-generated.ts';

/** Changes a page as redesigns do. `rate` is the share of what a mutator concerns that it changes. */
export type Mutation = {
  roots: ParentNode[];
  random: () => number;
  rate: number;
  targets: ReadonlySet<Element>;
  replaced(from: Element, to: Element): void;
};

const all = (roots: ParentNode[], css: string): Element[] =>
  roots.flatMap((root) => Array.from(root.querySelectorAll(css)));
const some = (elements: Element[], { random, rate }: Mutation): Element[] => elements.filter(() => random() < rate);
/** Parts of a list of any make: at least three in a row of the same tag. Cells would break their table. */
const repeated = (roots: ParentNode[]): Element[] =>
  all(roots, '*').filter((element) => {
    const { parentElement, localName } = element;
    if (parentElement === null || /^(td|th|option|span|b|br|path|input|label|p|a|h\d)$/.test(localName)) return false;
    return Array.from(parentElement.children).filter((each) => each.localName === localName).length >= 3;
  });
const unique = (elements: Element[]): Element[] => [...new Set(elements)];
const holdsTarget = (element: Element, targets: ReadonlySet<Element>): boolean =>
  [...targets].some((target) => element.contains(target) || hostsOf(target).some((host) => element.contains(host)));
const token = (random: () => number): string =>
  Math.floor(random() * 36 ** 6)
    .toString(36)
    .padStart(6, '0');

/** One hash per build for each class: elements that shared it share the next one. */
function classHashes({ roots, random, rate }: Mutation): void {
  const renamed = new Map<string, string>();
  const renameOf = (name: string): string => {
    const known = renamed.get(name);
    if (known !== undefined) return known;
    const next = isGenerated(name)
      ? name.replace(/[\da-z]{5,6}$/i, token(random))
      : random() < rate / 2
        ? `${name}-v2`
        : name;
    renamed.set(name, next);
    return next;
  };
  for (const element of all(roots, '[class]')) {
    element.setAttribute('class', Array.from(element.classList, renameOf).join(' '));
  }
}

function ids(mutation: Mutation): void {
  const { roots, random, rate } = mutation;
  for (const element of all(roots, '[id]')) {
    if (!isGenerated(element.id) && random() >= rate / 2) continue;
    const next = isGenerated(element.id) ? `:r${token(random).slice(0, 3)}:` : `${element.id}-field`;
    for (const label of all(roots, 'label[for]'))
      if (label.getAttribute('for') === element.id) label.setAttribute('for', next);
    element.id = next;
  }
}

function wrappers(mutation: Mutation): void {
  for (const element of some(all(mutation.roots, 'li > *, main > *, form > *, header > *, article > *'), mutation)) {
    const wrapper = document.createElement('div');
    element.replaceWith(wrapper);
    wrapper.append(element);
  }
}

function insertSiblings(mutation: Mutation): void {
  for (const [n, element] of some(
    unique([
      ...all(mutation.roots, 'li, tr, form > *, nav > a, main > *, footer > a, fieldset > label'),
      ...repeated(mutation.roots),
    ]),
    { ...mutation, rate: mutation.rate / 2 },
  ).entries()) {
    const copy = element.cloneNode(true) as Element; // the clone of an element
    const inside = [copy, ...copy.querySelectorAll('*')];
    for (const each of inside) {
      each.removeAttribute('id');
      if (each.hasAttribute('href')) each.setAttribute('href', `/new/${n}-${token(mutation.random)}`);
      for (const name of ['aria-label', 'title']) if (each.hasAttribute(name)) each.setAttribute(name, `New one ${n}`);
      if (each.hasAttribute('name')) each.setAttribute('name', `extra${n}`);
      if (each.hasAttribute('value')) each.setAttribute('value', `extra${n}`);
      if (each.hasAttribute('data-sku')) each.setAttribute('data-sku', `new-${token(mutation.random)}`);
      for (const child of each.childNodes)
        if (
          child.nodeType === Node.TEXT_NODE &&
          (child.nodeValue ?? '').trim() !== '' &&
          (each === copy || each.localName !== 'button')
        )
          child.nodeValue = `Novelty ${n}`;
    }
    if (mutation.random() < 0.5) element.before(copy);
    else element.after(copy);
  }
}

function removeSiblings(mutation: Mutation): void {
  for (const element of some(
    unique([
      ...all(mutation.roots, 'li, tr, p, img, nav > a, footer > a, fieldset > label, h3, form > *'),
      ...repeated(mutation.roots),
    ]),
    { ...mutation, rate: mutation.rate / 2 },
  )) {
    if (!holdsTarget(element, mutation.targets)) element.remove();
  }
}

/** Products that are no longer sold, actions that are no longer offered: recorded targets among them are gone. */
function discontinue(mutation: Mutation): void {
  const parts = unique([...all(mutation.roots, 'li, tr, button, form > *'), ...repeated(mutation.roots)]);
  for (const element of some(parts, { ...mutation, rate: mutation.rate / 3 })) {
    const targets = [...mutation.targets].filter((target) => element.contains(target));
    // The whole of a page's content is never taken out at once.
    if (targets.length <= 4) element.remove();
  }
}

function reorder(mutation: Mutation): void {
  const parents = repeated(mutation.roots).flatMap(({ parentElement }) => parentElement ?? []);
  for (const parent of unique([...all(mutation.roots, 'ul, tbody, nav, fieldset, footer, form'), ...parents])) {
    for (const child of some([...parent.children], mutation))
      parent.insertBefore(child, parent.children[Math.floor(mutation.random() * parent.children.length)] ?? null);
  }
}

const COPY: Record<string, string> = {
  Add: 'Put',
  basket: 'bag',
  Basket: 'Bag',
  Search: 'Find',
  results: 'matches',
  Continue: 'Go on',
  Save: 'Keep',
  Remove: 'Delete',
  delivery: 'shipping',
  First: 'Given',
  Last: 'Family',
  Street: 'Road',
  cart: 'bag',
  Cart: 'Bag',
  Apply: 'Use',
  price: 'cost',
  Update: 'Refresh',
};

function eachText(roots: ParentNode[], change: (text: string) => string): void {
  for (const element of all(roots, '*')) {
    if (/^(script|style|template|option)$/.test(element.localName)) continue;
    for (const node of element.childNodes)
      if (node.nodeType === Node.TEXT_NODE && (node.nodeValue ?? '').trim() !== '')
        node.nodeValue = change(node.nodeValue ?? '');
    for (const name of ['aria-label', 'placeholder', 'title', 'alt']) {
      const value = element.getAttribute(name);
      if (value !== null && value !== '') element.setAttribute(name, change(value));
    }
  }
}

function otherWords({ roots, random, rate }: Mutation): void {
  const chosen = new Map(Object.entries(COPY).map(([word, other]) => [word, random() < rate ? other : word]));
  // Of words in other languages, and of those that have no entry, some become another one throughout the page.
  const rewritten = (word: string): string => {
    const other =
      chosen.get(word) ?? (random() < rate / 5 ? `${Array.from(word).reverse().join('').toLowerCase()}o` : word);
    chosen.set(word, other);
    return other;
  };
  eachText(roots, (text) =>
    text.replaceAll(/\p{L}{3,}/gu, rewritten).replaceAll(/\d+(?=[.,]\d\d)/g, (digits) => String(Number(digits) + 3)),
  );
}

/** A made-up language: every word of three letters or more becomes another, always the same one. */
function language({ roots }: Mutation): void {
  const vowels: Record<string, string> = { a: 'o', e: 'a', i: 'u', o: 'e', u: 'i' };
  eachText(roots, (text) =>
    text.replaceAll(
      /\p{L}{3,}/gu,
      (word) =>
        `${word.replaceAll(/[aeiou]/g, (vowel) => vowels[vowel] ?? vowel)}${word.length % 2 === 0 ? 'en' : 'ur'}`,
    ),
  );
}

function dropAttributes(mutation: Mutation): void {
  const names = [
    'data-testid',
    'data-sku',
    'aria-label',
    'name',
    'title',
    'placeholder',
    'type',
    'id',
    'class',
    'role',
  ];
  const gone = names.filter(() => mutation.random() < 0.35);
  for (const name of gone)
    for (const element of some(all(mutation.roots, `[${name}]`), mutation))
      if (name !== 'type' || element.localName === 'button') element.removeAttribute(name);
}

function swapTags(mutation: Mutation): void {
  const swaps: Record<string, string> = {
    h3: 'h4',
    ul: 'section',
    li: 'div',
    section: 'div',
    fieldset: 'section',
    p: 'div',
    button: 'a',
    nav: 'div',
    article: 'div',
  };
  const chosen = new Set(Object.keys(swaps).filter(() => mutation.random() < mutation.rate));
  for (const element of all(mutation.roots, Object.keys(swaps).join())) {
    if (!chosen.has(element.localName)) continue;
    const next = document.createElement(swaps[element.localName] ?? 'div');
    for (const { name, value } of element.attributes) next.setAttribute(name, value);
    if (element.localName === 'button' && !next.hasAttribute('role')) next.setAttribute('role', 'button');
    next.append(...element.childNodes);
    element.replaceWith(next);
    mutation.replaced(element, next);
  }
}

function links(mutation: Mutation): void {
  const way = Math.floor(mutation.random() * 3);
  for (const link of some(all(mutation.roots, 'a[href]'), mutation)) {
    const href = link.getAttribute('href') ?? '';
    if (href.startsWith('#') || href === '') continue;
    link.setAttribute(
      'href',
      way === 0
        ? `${href}${href.includes('?') ? '&' : '?'}from=menu`
        : way === 1
          ? `https://www.shop.test${href.startsWith('/') ? href : `/${href}`}`
          : `/en${href.startsWith('/') ? href : `/${href}`}`,
    );
  }
}

export const mutators: readonly ((mutation: Mutation) => void)[] = [
  classHashes,
  ids,
  wrappers,
  insertSiblings,
  removeSiblings,
  discontinue,
  reorder,
  otherWords,
  language,
  dropAttributes,
  swapTags,
  links,
];

/** How many mutators work together at a severity, and how much each of them changes. */
export const severities = [
  { kinds: 1, rate: 0.3 },
  { kinds: 2, rate: 0.4 },
  { kinds: 3, rate: 0.55 },
  { kinds: 5, rate: 0.65 },
  { kinds: 7, rate: 0.8 },
] as const;
