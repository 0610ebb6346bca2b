import type { Surroundings } from '../../../shared/interactions/locators.ts';
import { parentOf } from '../dom/composed-tree.ts';
import { textOf } from '../dom/text-of.ts';
import { plain, plainDocument } from '../dom/unclobbered.ts';
import type { Masker } from '../masker.ts';
import { isGenerated, stableClasses, stemsOf } from './is-generated.ts';
import { itemOf, placeOf } from './item-of.ts';

const MAX_PATH = 6;
const MAX_KEYS = 6;

/** What stands around an element; every text in it is masked. */
export function surroundingsOf(target: Element, masker: Masker): Surroundings {
  const item = itemOf(target);
  const group = groupOf(target);
  const column = columnOf(target);
  return {
    path: pathOf(target),
    group: group === undefined ? null : masker.text(group),
    column: column === undefined ? null : masker.text(column),
    item:
      item === undefined
        ? null
        : { text: masker.text(textIn(item, 160)), keys: keysOf(item, masker), index: placeOf(item) },
    order: orderOf(target),
    look: hashOf(plain(target).getAttribute('class') ?? ''),
    inner: Array.from(plain(target).children, ({ localName }) => localName)
      .slice(0, 4)
      .join(' ')
      .slice(0, 100),
  };
}

function pathOf(target: Element): string[] {
  const path: string[] = [];
  for (let element = parentOf(target); element !== null && path.length < MAX_PATH; element = parentOf(element)) {
    const [name] = [...stableClasses(element), ...stemsOf(element)];
    path.push(`${plain(element).localName}${name === undefined ? '' : `.${name}`}`.slice(0, 100));
  }
  return path;
}

const GROUPS = 'fieldset,[role=group],[role=radiogroup],[role=tablist],[role=menu],[role=dialog],dl,details';

function groupOf(target: Element): string | undefined {
  const group = plain(target).closest(GROUPS);
  if (group === null || group === target) return undefined;
  const name = plain(group).getAttribute('aria-label');
  if (name !== null && name !== '') return name.slice(0, 120);
  const title = plain(group).querySelector('legend,summary,h2,h3,h4,dt');
  return title === null || title.contains(target) ? undefined : textOf(title, 120);
}

function columnOf(target: Element): string | undefined {
  const cell = plain(target).closest('td,th');
  const table = cell?.closest('table') ?? null;
  if (table === null || !(cell instanceof HTMLTableCellElement)) return undefined;
  const header = table.rows[0]?.cells[cell.cellIndex];
  return header === undefined || header === cell ? undefined : textOf(header, 80);
}

function textIn(item: Element, maxLength: number): string {
  const { shadowRoot } = plain(item);
  const parts = shadowRoot === null ? [item] : [item, ...shadowRoot.children];
  return parts
    .map((part) => textOf(part, maxLength))
    .join(' ')
    .trim()
    .slice(0, maxLength);
}

/** Where the item's links and pictures lead, and the keys that its elements carry: they outlive its words. */
function keysOf(item: Element, masker: Masker): string {
  const root = plain(item).shadowRoot ?? item;
  const keys: string[] = [];
  const add = (key: string): void => {
    if (key !== '' && !keys.includes(key)) keys.push(key);
  };
  for (const { name, value } of plain(item).attributes) {
    if (
      name.startsWith('data-') &&
      value !== '' &&
      value.length <= 60 &&
      !/^data-(v-|testid|test|qa|cy|hook)/.test(name)
    )
      add(masker.text(value));
  }
  if (plain(item).id !== '' && !isGenerated(plain(item).id)) add(masker.text(plain(item).id));
  let looked = 0;
  for (const element of plain(root).querySelectorAll('a[href],img[src],input[name]')) {
    if (keys.length >= MAX_KEYS || looked++ >= 12) break;
    const url = plain(element).getAttribute('href') ?? plain(element).getAttribute('src');
    if (url !== null) add(url.startsWith('data:') || url.startsWith('javascript:') ? '' : addressOf(url, masker));
    else add(masker.text(plain(element).getAttribute('name') ?? ''));
  }
  return keys.join(' ').slice(0, 400);
}

function addressOf(url: string, masker: Masker): string {
  if (!URL.canParse(url, plainDocument().baseURI)) return '';
  const full = masker.url(new URL(url, plainDocument().baseURI).href);
  return full.replace(/^[a-z]+:\/\/[^/]*/i, '').slice(0, 200);
}

function orderOf(target: Element): number {
  const root = plain(target).getRootNode() as Document | ShadowRoot; // a target in a page stands in one of the two
  const alike =
    root instanceof Document
      ? plain(root).getElementsByTagName(plain(target).localName)
      : plain(root).querySelectorAll(plain(target).localName);
  return Math.max(0, Array.prototype.indexOf.call(alike, target));
}

/** FNV-1a. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash >>> 0;
}
