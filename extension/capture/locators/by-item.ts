import { closestAround } from '../dom/composed-tree.ts';
import { collapse, textOf } from '../dom/text-of.ts';
import { plain } from '../dom/unclobbered.ts';
import { isField } from '../fields/read-field.ts';
import { nameOf } from '../names/name-of.ts';
import { endOf } from './end-of.ts';
import type { Found, Root, Target } from './found.ts';
import { isGenerated, stableClasses } from './is-generated.ts';
import { MAX_TEXT, quote, type Scope } from './scope.ts';

/** More parts of a kind than this are not looked through at the event. */
const MAX_SCANNED = 150;

/** By what else the item holds: its title, and a link or key; each only where no other item has it. */
export function byItem({ target, role, name }: Target, item: Element, root: Root, { masker }: Scope): Found[] {
  const within = withinItem({ target, role, name: masker.isClean(name) ? name : '' }, item);
  if (within === undefined) return [];
  const found: Found[] = [];
  const kind = simple(item);
  const alike = plain(root).querySelectorAll(kind);
  const title = alike.length > MAX_SCANNED ? undefined : titleOf(item, target);
  if (title !== undefined && masker.isClean(title)) {
    const lower = title.toLowerCase();
    const holds = (element: Element): boolean =>
      collapse(plain(element).textContent ?? '', 2_000)
        .toLowerCase()
        .includes(lower);
    if (Array.from(alike).filter(holds).length === 1)
      found.push({ kind: 'item', selector: `${kind}:has-text(${quote(title)}) >> ${within}`, matches: 1 });
  }
  const key = keyOf(item, target, masker);
  if (key !== undefined && countWith(kind, key, root) === 1)
    found.push({ kind: 'item-key', selector: `${kind}${selectorOf(key)} >> ${within}`, matches: 1 });
  return found;
}

/** The target within its item: by class, attribute or name what no other has there, else by its place. */
function withinItem({ target, role, name }: Target, item: Element): string | undefined {
  const tag = CSS.escape(plain(target).localName);
  const alike = Array.from(plain(item).querySelectorAll(tag));
  const own = simple(target);
  if (own !== tag && alike.filter((each) => plain(each).matches(own)).length === 1) return own;
  const type = plain(target).getAttribute('type');
  const typed = `${tag}[type=${quote(type ?? '')}]`;
  if (
    type !== null &&
    plain(target).localName === 'input' &&
    alike.filter((each) => plain(each).matches(typed)).length === 1
  )
    return typed;
  const isAlone = alike.filter((each) => nameOf(each, role) === nameOf(target, role)).length === 1;
  if (role !== null && name !== '' && name.length <= 150 && isAlone) return `role=${role}[name=${quote(name)}]`;
  const place = alike.indexOf(target);
  return place < 0 || place > 20 ? undefined : alike.length === 1 ? tag : `${tag} >> nth=${place}`;
}

function simple(element: Element): string {
  const [name] = stableClasses(element);
  return `${CSS.escape(plain(element).localName)}${name === undefined ? '' : `.${CSS.escape(name)}`}`;
}

const TITLES = 'h1,h2,h3,h4,h5,h6,[role=heading],th,strong,b,a,legend,p,td,span';

function titleOf(item: Element, target: Element): string | undefined {
  for (const element of Array.from(plain(item).querySelectorAll(TITLES)).slice(0, 12)) {
    if (plain(target).contains(element) || plain(element).contains(target) || isField(element)) continue;
    const text = textOf(element, MAX_TEXT + 1);
    if (text.length >= 3 && text.length <= MAX_TEXT && /\p{L}{2}/u.test(text)) return text;
  }
  return undefined;
}

/** What marks an item: an attribute of its own, or an element that it holds. */
type Key = { own: string } | { inner: string };

function selectorOf(key: Key): string {
  return 'own' in key ? key.own : `:has(${key.inner})`;
}

/** Items with the key. The browser takes forty times as long for `:has` as for going up from what is held. */
function countWith(kind: string, key: Key, root: Root): number {
  if ('own' in key) return plain(root).querySelectorAll(`${kind}${key.own}`).length;
  const items = new Set<Element>();
  for (const held of plain(root).querySelectorAll(key.inner)) {
    for (let item = closestAround(held, kind); item !== null; item = closestAround(item, kind)) items.add(item);
  }
  return items.size;
}

function keyOf(item: Element, target: Element, masker: Scope['masker']): Key | undefined {
  for (const { name, value } of plain(item).attributes) {
    if (!/^data-(?!v-|testid|test|qa|cy|hook)/.test(name) || value === '' || value.length > 60) continue;
    if (!isGenerated(value) && masker.isClean(value)) return { own: `[${CSS.escape(name)}=${quote(value)}]` };
  }
  for (const link of Array.from(plain(item).querySelectorAll('a[href]')).slice(0, 4)) {
    const end = link === target ? undefined : endOf(link.getAttribute('href'));
    if (end !== undefined && masker.isClean(end)) return { inner: `a[href*=${quote(end)}]` };
  }
  const field = Array.from(plain(item).querySelectorAll('input[name]')).find((each) => each !== target);
  const name = field?.getAttribute('name') ?? '';
  return name !== '' && masker.isClean(name) ? { inner: `[name=${quote(name)}]` } : undefined;
}
