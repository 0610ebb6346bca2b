import type { Context } from '../interactions/context.ts';
import type { State } from '../interactions/state.ts';
import { limits } from '../limits.ts';
import { placeOf } from '../scenarios/page-address.ts';
import { clip } from '../session/clip.ts';
import { findState } from '../session/groups.ts';
import type { Draft } from './draft.ts';
import type { Group } from './group-interactions.ts';
import type { ToldDialog } from './told-dialogs.ts';

const kindNames = {
  home: 'the start page',
  search: 'search results',
  category: 'a category page',
  product: 'a product page',
  cart: 'the cart',
  checkout: 'the checkout',
  confirmation: 'the confirmation of the order',
  account: 'the account page',
  other: 'another page',
} as const;

/** Where the group led: the address after its last member, and whether that is another place than before. */
export function urlsOf(group: Group, startUrl: string): { before: string; after: string } {
  let after = startUrl;
  for (const member of group.members) {
    if (member.action.type === 'navigation') after = member.action.toUrl;
    else after = findState(member)?.url.after ?? after;
  }
  return { before: startUrl, after };
}

function describeArrival(url: string, next: Context | undefined): string {
  const isHere = next !== undefined && placeOf(next.page.url) === placeOf(url);
  const path = URL.canParse(url) ? new URL(url).pathname : url;
  return isHere ? `Led to ${kindNames[next.page.kind]} “${clip(next.page.title, 120)}”.` : `Led to ${clip(path, 150)}.`;
}

function describeCart(states: readonly State[]): string | undefined {
  const carts = states.flatMap(({ cart }) => (cart === null ? [] : [cart]));
  const before = carts[0]?.before.count ?? null;
  const after = carts.at(-1)?.after.count ?? null;
  if (before === null || after === null || before === after) return undefined;
  return `The cart went from ${before} to ${after}.`;
}

const first = (texts: readonly string[]): string | undefined => texts.find((text) => text.trim() !== '');

function describeDialogs(states: readonly State[], opened: readonly ToldDialog[]): string[] {
  const [told] = opened;
  if (told?.isCookieBanner === true) return ['A cookie banner came up.'];
  if (told !== undefined) return [told.name === '' ? 'A dialog opened.' : `A dialog opened: “${clip(told.name, 80)}”.`];
  return states.some(({ dialogs }) => dialogs.closed.length > 0) ? ['A dialog closed.'] : [];
}

function describeStates(states: readonly State[], opened: readonly ToldDialog[]): string[] {
  const sentences: string[] = [];
  const cart = describeCart(states);
  const said = first(states.flatMap(({ announcements }) => announcements));
  const asked = first(states.flatMap(({ validation }) => validation));
  if (cart !== undefined) sentences.push(cart);
  if (asked !== undefined) sentences.push(`The page asked for a correction: “${clip(asked, 120)}”.`);
  if (said !== undefined) sentences.push(`The page said: “${clip(said, 120)}”.`);
  return [...sentences, ...describeDialogs(states, opened)];
}

/** Whether anything at all was different afterwards. */
export function hadEffect(state: State): boolean {
  const { dom, url, scroll, focus, dialogs } = state;
  return (
    dom.added + dom.removed + dom.attributes + dom.texts > 0 ||
    url.before !== url.after ||
    scroll.before.x !== scroll.after.x ||
    scroll.before.y !== scroll.after.y ||
    focus.before !== focus.after ||
    dialogs.opened.length + dialogs.closed.length + state.announcements.length + state.validation.length > 0 ||
    (state.cart !== null &&
      (state.cart.before.count !== state.cart.after.count || state.cart.before.total !== state.cart.after.total))
  );
}

/** What came of a step, in words, from its states and from the next reading of the page. */
export function describeEffect(
  { group, urls, next }: Pick<Draft, 'group' | 'urls' | 'next'>,
  opened: readonly ToldDialog[],
): string {
  const states = group.members.flatMap((member) => findState(member) ?? []);
  const hasMoved = urls.before !== urls.after && placeOf(urls.before) !== placeOf(urls.after);
  const sentences = [...(hasMoved ? [describeArrival(urls.after, next)] : []), ...describeStates(states, opened)];
  if (sentences.length > 0) return clip(sentences.slice(0, 3).join(' '), limits.maxText);
  if (group.lead.action.type === 'scroll') return 'Another part of the page came into view.';
  if (states.length === 0) return 'What came of it was not recorded.';
  return states.some(hadEffect) ? 'The content of the page changed.' : 'Nothing changed.';
}
