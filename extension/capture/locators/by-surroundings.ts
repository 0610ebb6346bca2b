import type { LocatorKind } from '../../../shared/interactions/locators.ts';
import { collapse, textOf } from '../dom/text-of.ts';
import { nameOf } from '../names/name-of.ts';
import { isField } from '../fields/read-field.ts';
import { isGenerated, stableClasses } from './is-generated.ts';
import { itemOf } from './item-of.ts';
import { quote, type Scope } from './scope.ts';

export type Found = { kind: LocatorKind; selector: string; matches: number | null };
type Root = Document | ShadowRoot;
type Target = { target: Element; role: string | null; name: string };

/** More parts of a kind than this are not looked through at the event: their number stays open. */
const MAX_SCANNED = 150;
const MAX_TEXT = 80;

/** Selectors that find the target within the item, the group or the landmark that it belongs to, or by its address. */
export function bySurroundings(target: Element, role: string | null, name: string, scope: Scope): Found[] {
  const root = target.getRootNode() as Root; // a target in a page stands in one of the two
  const item = itemOf(target);
  const inItem = item !== undefined && item.getRootNode() === root;
  return [
    ...byLink(target, root, scope),
    ...(inItem ? byItem({ target, role, name }, item, root, scope) : []),
    ...byGroup({ target, role, name }, root, scope),
  ];
}

/** The end of a link's path outlives its host, its language and what is tracked behind it. */
function byLink(target: Element, root: Root, { masker }: Scope): Found[] {
  const end = endOf(target.getAttribute('href'));
  if (end === undefined || !masker.isClean(end)) return [];
  const selector = `${CSS.escape(target.localName)}[href*=${quote(end)}]`;
  return [{ kind: 'link', selector, matches: root.querySelectorAll(selector).length }];
}

function endOf(href: string | null): string | undefined {
  if (href === null || !URL.canParse(href, 'https://any.test')) return undefined;
  const { pathname, search, protocol } = new URL(href, 'https://any.test');
  if (!/^https?:$/.test(protocol)) return undefined;
  const path = /(?:\/[^/]+){1,2}\/?$/.exec(pathname)?.[0];
  const key = /[?&](\w+=[^&]+)/.exec(search)?.[1];
  const end = path !== undefined && key === undefined ? path : key;
  return end !== undefined && end.length >= 3 && end.length <= 100 && href.includes(end) ? end : undefined;
}

/** By what else the item holds: its title, and a link or key; each only where no other item has it. */
function byItem({ target, role, name }: Target, item: Element, root: Root, { masker }: Scope): Found[] {
  const within = withinItem({ target, role, name: masker.isClean(name) ? name : '' }, item);
  if (within === undefined) return [];
  const found: Found[] = [];
  const kind = simple(item);
  const alike = root.querySelectorAll(kind);
  const title = alike.length > MAX_SCANNED ? undefined : titleOf(item, target);
  if (title !== undefined && masker.isClean(title)) {
    const lower = title.toLowerCase();
    const holds = (element: Element): boolean =>
      collapse(element.textContent ?? '', 2_000)
        .toLowerCase()
        .includes(lower);
    if (Array.from(alike).filter(holds).length === 1)
      found.push({ kind: 'item', selector: `${kind}:has-text(${quote(title)}) >> ${within}`, matches: 1 });
  }
  const key = keyOf(item, target, masker);
  if (key !== undefined && root.querySelectorAll(`${kind}${key}`).length === 1)
    found.push({ kind: 'item-key', selector: `${kind}${key} >> ${within}`, matches: 1 });
  return found;
}

/** The target within its item: by class, attribute or name what no other has there, else by its place. */
function withinItem({ target, role, name }: Target, item: Element): string | undefined {
  const tag = CSS.escape(target.localName);
  const alike = Array.from(item.querySelectorAll(tag));
  const own = simple(target);
  if (own !== tag && alike.filter((each) => each.matches(own)).length === 1) return own;
  const type = target.getAttribute('type');
  const typed = `${tag}[type=${quote(type ?? '')}]`;
  if (type !== null && target.localName === 'input' && alike.filter((each) => each.matches(typed)).length === 1)
    return typed;
  const isAlone = alike.filter((each) => nameOf(each, role) === nameOf(target, role)).length === 1;
  if (role !== null && name !== '' && name.length <= 150 && isAlone) return `role=${role}[name=${quote(name)}]`;
  const place = alike.indexOf(target);
  return place < 0 || place > 20 ? undefined : alike.length === 1 ? tag : `${tag} >> nth=${place}`;
}

function simple(element: Element): string {
  const [name] = stableClasses(element);
  return `${CSS.escape(element.localName)}${name === undefined ? '' : `.${CSS.escape(name)}`}`;
}

const TITLES = 'h1,h2,h3,h4,h5,h6,[role=heading],th,strong,b,a,legend,p,td,span';

function titleOf(item: Element, target: Element): string | undefined {
  for (const element of Array.from(item.querySelectorAll(TITLES)).slice(0, 12)) {
    if (target.contains(element) || element.contains(target) || isField(element)) continue;
    const text = textOf(element, MAX_TEXT + 1);
    if (text.length >= 3 && text.length <= MAX_TEXT && /\p{L}{2}/u.test(text)) return text;
  }
  return undefined;
}

function keyOf(item: Element, target: Element, masker: Scope['masker']): string | undefined {
  for (const { name, value } of item.attributes) {
    if (!/^data-(?!v-|testid|test|qa|cy|hook)/.test(name) || value === '' || value.length > 60) continue;
    if (!isGenerated(value) && masker.isClean(value)) return `[${CSS.escape(name)}=${quote(value)}]`;
  }
  for (const link of Array.from(item.querySelectorAll('a[href]')).slice(0, 4)) {
    const end = link === target ? undefined : endOf(link.getAttribute('href'));
    if (end !== undefined && masker.isClean(end)) return `:has(a[href*=${quote(end)}])`;
  }
  const field = Array.from(item.querySelectorAll('input[name]')).find((each) => each !== target);
  const name = field?.getAttribute('name') ?? '';
  return name !== '' && masker.isClean(name) ? `:has([name=${quote(name)}])` : undefined;
}

/** By role and name within the nearest ancestor that has a name of its own. */
function byGroup({ target, role, name }: Target, root: Root, { masker }: Scope): Found[] {
  if (role === null || name === '' || name.length > 150 || !masker.isClean(name)) return [];
  const group = target.parentElement?.closest('[aria-label],fieldset') ?? null;
  if (group === null) return [];
  const label = group.getAttribute('aria-label');
  const title = label ?? textOf(group.querySelector('legend') ?? group, MAX_TEXT + 1);
  if (title.length < 2 || title.length > MAX_TEXT || !masker.isClean(title)) return [];
  const selector =
    label === null
      ? `fieldset:has-text(${quote(title)})`
      : `${CSS.escape(group.localName)}[aria-label=${quote(label)}]`;
  const groups = label === null ? 1 : root.querySelectorAll(selector).length;
  return [
    {
      kind: 'group',
      selector: `${selector} >> role=${role}[name=${quote(name)}]`,
      matches: groups === 1 ? null : groups,
    },
  ];
}
