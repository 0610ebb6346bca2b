import type { Context, PageKind } from '../interactions/context.ts';
import type { Interaction } from '../interactions/interaction.ts';
import { findContext, findState } from '../session/groups.ts';
import { applyToCart, placesOrder, takesOut } from './apply-to-cart.ts';
import { cartLedger, type CartEvent, type CartLedger, type CartLine, type Departure } from './cart-ledger.ts';
import { knownProducts, type KnownProducts } from './known-products.ts';
import { findPageKind, pathOf, placeOf } from './page-address.ts';
import { wordsOf } from './words.ts';

/** What a session has shown so far, as far as criteria ask for it. */
export type Evidence = {
  readonly products: KnownProducts;
  /** Product pages that were looked at, each product once. */
  readonly viewed: readonly string[];
  readonly kinds: ReadonlySet<PageKind>;
  /** Of every shop: what is in its cart now, and what was ordered there. */
  lines(): CartLine[];
  /** What the carts (or, when they are empty, the orders) cost by the pages' own totals; null where a page gave none. */
  total(): number | null;
  cartEvents(): CartEvent[];
  /** Takes in one more interaction; calls `onMoment` with the id of the interaction that brought about what is new. */
  take(interaction: Interaction, onMoment: (by: string) => void): void;
};

/** Shops keep their cart and their checkout on different hosts of one site (`www.`, `checkout.`). */
function siteOf(url: string): string {
  if (!URL.canParse(url)) return '';
  const labels = new URL(url).hostname.split('.');
  const isNumeric = /^[\d.]+$/.test(labels.join('.'));
  const isCountry = labels.at(-1)?.length === 2 && /^(com?|org|net|gov|ac|edu)$/.test(labels.at(-2) ?? '');
  return isNumeric ? labels.join('.') : labels.slice(isCountry ? -3 : -2).join('.');
}

/** Whether the page that the reading shows is the one that the navigation led to. */
function isArrival({ action }: Interaction, context: Context): boolean {
  return action.type === 'navigation' && placeOf(context.page.url) === placeOf(action.toUrl);
}

/** Going to another page takes nothing out of a cart, unless a press asked for just that. */
function departureBy({ action }: Interaction, before: Interaction | undefined): Departure {
  if (action.type !== 'navigation') return 'removed';
  const isElsewhere = action.fromUrl === null || placeOf(action.fromUrl) !== placeOf(action.toUrl);
  return isElsewhere && !(before !== undefined && takesOut(before)) ? 'missing' : 'removed';
}

type Viewed = { names: string[]; keys: Set<string> };

/** The same product under two addresses (variants), and two readings of one address, are one product. */
function view(viewed: Viewed, { page, products }: Context): boolean {
  const name = products[0]?.name ?? page.title;
  const keys = [`path ${pathOf(page.url)}`, `name ${wordsOf(name).join(' ')}`];
  const isNew = !keys.some((key) => viewed.keys.has(key));
  for (const key of keys) viewed.keys.add(key);
  if (isNew) viewed.names.push(name);
  return isNew;
}

/** An empty record, to be fed with interactions in the page's order. One pass over a session: O(n). */
export function gatherEvidence(): Evidence {
  const products = knownProducts();
  const viewed: Viewed = { names: [], keys: new Set() };
  const kinds = new Set<PageKind>();
  const ledgers = new Map<string, CartLedger>();
  /** Per tab: the interaction before, whose effect the next page reading shows. */
  const before = new Map<number, Interaction>();
  /** By document: readings of it older than this show the cart from before the last change. */
  const changedAt = new Map<string, number>();
  /** Shops in which an order was placed that nothing has answered yet. */
  const placed = new Set<string>();
  let last: string | undefined;

  function ledgerOf(url: string): CartLedger {
    const site = siteOf(url);
    let ledger = ledgers.get(site);
    if (ledger === undefined) ledgers.set(site, (ledger = cartLedger()));
    return ledger;
  }

  function arrive(kind: PageKind | undefined, url: string): void {
    if (kind === undefined) return;
    if (kind === 'confirmation') ledgerOf(url).order();
    kinds.add(kind);
  }

  /** Confirmations look like nothing in particular; an empty cart after “place order” on another page is one. */
  function isConfirmedBy({ cart, page }: Context, kind: PageKind): boolean {
    if (kind === 'checkout' || kind === 'cart' || cart?.count !== 0) return false;
    return placed.delete(siteOf(page.url));
  }

  function readPage(interaction: Interaction, context: Context, by: string, gone: Departure): void {
    const { page } = context;
    const kind = page.kind === 'other' ? (findPageKind(page.url) ?? 'other') : page.kind;
    const isOwnPage = kind === 'product';
    context.products.forEach((product, index) =>
      products.remember(product, isOwnPage && index === 0 ? 'own-page' : 'list'),
    );
    if (isOwnPage) view(viewed, context);
    arrive(kind, page.url);
    if (isConfirmedBy(context, kind) && ledgerOf(page.url).order()) kinds.add('confirmation');
    const isFresh = interaction.action.at - context.readAgeMs >= (changedAt.get(interaction.pageId) ?? 0);
    // A shop's confirmation may list what was ordered; that is no longer a cart.
    if (context.cart !== null && isFresh && kind !== 'confirmation')
      ledgerOf(page.url).read(context.cart, by, kind, gone);
  }

  function act(interaction: Interaction, url: string): void {
    const state = findState(interaction);
    const ledger = ledgerOf(url);
    const isChange = applyToCart(interaction, ledger);
    if (placesOrder(interaction)) placed.add(siteOf(url));
    if (isChange) changedAt.set(interaction.pageId, interaction.action.at + (state?.settleMs ?? 0));
    const landed = interaction.action.type === 'navigation' ? interaction.action.toUrl : state?.url.after;
    if (landed !== undefined && landed !== url) arrive(findPageKind(landed), landed);
  }

  const all = (): CartLedger[] => [...ledgers.values()];
  return {
    products,
    get viewed() {
      return viewed.names;
    },
    kinds,
    lines: () => all().flatMap((ledger) => [...ledger.ordered, ...ledger.lines]),
    total() {
      const totals = all()
        .filter(({ lines, ordered }) => lines.length + ordered.length > 0)
        .map(({ lines, total, orderedTotal }) => (lines.length > 0 ? total : orderedTotal));
      return totals.length === 0 || totals.includes(null)
        ? null
        : totals.reduce<number>((sum, one) => sum + (one ?? 0), 0);
    },
    cartEvents: () => all().flatMap(({ events }) => events),
    take(interaction, onMoment) {
      const context = findContext(interaction);
      const previous = before.get(interaction.tabId);
      const isTopFrame = interaction.frameId === 0;
      const arrived = context !== undefined && isArrival(interaction, context);
      if (context !== undefined && isTopFrame) {
        const by = arrived ? interaction.id : (previous?.id ?? last ?? interaction.id);
        readPage(interaction, context, by, arrived ? departureBy(interaction, previous) : 'removed');
        onMoment(by);
      }
      const url = context?.page.url ?? findState(interaction)?.url.before ?? '';
      act(interaction, interaction.action.type === 'navigation' && url === '' ? interaction.action.toUrl : url);
      onMoment(interaction.id);
      before.set(interaction.tabId, interaction);
      last = interaction.id;
    },
  };
}
