import { closestAround } from '../dom/composed-tree.ts';
import { textOf } from '../dom/text-of.ts';
import { plain } from '../dom/unclobbered.ts';
import { byItem } from './by-item.ts';
import { endOf } from './end-of.ts';
import type { Found, Root, Target } from './found.ts';
import { itemOf } from './item-of.ts';
import { MAX_TEXT, quote, type Scope } from './scope.ts';

/** Selectors that find the target within the item, the group or the landmark that it belongs to, or by its address. */
export function bySurroundings(target: Element, role: string | null, name: string, scope: Scope): Found[] {
  const root = plain(target).getRootNode() as Root; // a target in a page stands in one of the two
  const item = itemOf(target);
  const inItem = item !== undefined && plain(item).getRootNode() === root;
  return [
    ...byLink(target, root, scope),
    ...(inItem ? byItem({ target, role, name }, item, root, scope) : []),
    ...byGroup({ target, role, name }, root, scope),
  ];
}

function byLink(target: Element, root: Root, { masker }: Scope): Found[] {
  const end = endOf(plain(target).getAttribute('href'));
  if (end === undefined || !masker.isClean(end)) return [];
  const selector = `${CSS.escape(plain(target).localName)}[href*=${quote(end)}]`;
  return [{ kind: 'link', selector, matches: plain(root).querySelectorAll(selector).length }];
}

/** By role and name within the nearest ancestor that has a name of its own. */
function byGroup({ target, role, name }: Target, root: Root, { masker }: Scope): Found[] {
  if (role === null || name === '' || name.length > 150 || !masker.isClean(name)) return [];
  const group = closestAround(target, '[aria-label],fieldset');
  if (group === null) return [];
  const label = plain(group).getAttribute('aria-label');
  const title = label ?? textOf(plain(group).querySelector('legend') ?? group, MAX_TEXT + 1);
  if (title.length < 2 || title.length > MAX_TEXT || !masker.isClean(title)) return [];
  const selector =
    label === null
      ? `fieldset:has-text(${quote(title)})`
      : `${CSS.escape(plain(group).localName)}[aria-label=${quote(label)}]`;
  const groups = label === null ? 1 : plain(root).querySelectorAll(selector).length;
  return [
    {
      kind: 'group',
      selector: `${selector} >> role=${role}[name=${quote(name)}]`,
      matches: groups === 1 ? null : groups,
    },
  ];
}
