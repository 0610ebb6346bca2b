import type { Cart, CartItem, Context, PageKind, Product } from '../interactions/context.ts';
import type { Locators } from '../interactions/locators.ts';
import type { State } from '../interactions/state.ts';

/** A page of a made-up shop, as far as a recording shows it. */
export type ShopPage = {
  url: string;
  kind: PageKind;
  title?: string;
  products?: readonly Product[];
  /** Role and name of what can be used on it, in order; targets that are missing are added. */
  elements?: readonly (readonly [role: string, name: string])[];
};

/** What comes of an action. Without anything, the page changes a little. */
export type Effect = {
  /** Another document is loaded, or (`route`) the page changes its address without loading. */
  to?: ShopPage;
  route?: ShopPage;
  /** The cart afterwards. */
  cart?: readonly CartItem[];
  says?: string;
  asks?: string;
  opens?: string;
  /** Nothing at all changes. */
  nothing?: true;
};

export type Target = {
  role: string;
  name: string;
  tag?: string;
  attributes?: Record<string, string>;
  nearby?: string[];
  y?: number;
};

/** How a shop shows its cart: line by line on the cart page, as a counter alone, or not at all. */
export type CartDisplay = 'listed' | 'counter' | 'nowhere';

const totalOf = (items: readonly CartItem[]): number =>
  items.reduce((sum, { price, quantity }) => sum + (price ?? 0) * (quantity ?? 1), 0);
const countOf = (items: readonly CartItem[]): number => items.reduce((sum, { quantity }) => sum + (quantity ?? 1), 0);
const viewport = { width: 1280, height: 800, devicePixelRatio: 1 };

/** How the recorder would find the target again. */
export function locatorsOf(target: Target, ref: string | null, index: number): Locators {
  const { role, name, attributes = {} } = target;
  const tag =
    target.tag ??
    { link: 'a', textbox: 'input', searchbox: 'input', combobox: 'select', checkbox: 'input', radio: 'input' }[role] ??
    'button';
  const box = { x: 80, y: target.y ?? 100 + index * 30, width: 160, height: 24 };
  const record = { tested: 3, found: 3, wrong: 0 };
  return {
    target: { ref, tag, role, name, box },
    framePath: [],
    shadowDepth: 0,
    candidates: [
      { kind: 'role', selector: `role=${role}[name="${name}"]`, matches: 1, reliability: 0.8, record },
      { kind: 'text', selector: `text="${name}"`, matches: 1, reliability: 0.7, record },
      { kind: 'css', selector: `[data-name="${name}"]`, matches: 1, reliability: 0.75, record },
      {
        kind: 'xpath',
        selector: `xpath=//main/*[${index + 1}]`,
        matches: 1,
        reliability: 0.5,
        record: { tested: 3, found: 2, wrong: 0 },
      },
    ],
    fingerprint: {
      tag,
      role,
      name,
      text: name,
      attributes,
      classes: [],
      landmark: 'main',
      heading: null,
      neighbours: [],
      index,
      box,
    },
  };
}

function elementsOf(page: ShopPage, target: Target | undefined): (readonly [string, string])[] {
  const elements = [...(page.elements ?? []), ...(page.products ?? []).map(({ name }) => ['link', name] as const)];
  const isThere = target === undefined || elements.some(([role, name]) => role === target.role && name === target.name);
  return isThere || target === undefined ? elements : [...elements, [target.role, target.name]];
}

function counter(items: readonly CartItem[], shows: CartDisplay): { count: number | null; total: number | null } {
  if (shows === 'nowhere') return { count: null, total: null };
  return { count: countOf(items), total: shows === 'listed' ? totalOf(items) : null };
}

function cartOn(page: ShopPage, cart: readonly CartItem[], shows: CartDisplay): Cart | null {
  if (shows === 'nowhere') return null;
  const items = shows === 'listed' && page.kind === 'cart' ? cart.map((item) => ({ ...item })) : null;
  return { ...counter(cart, shows), currency: 'EUR', items };
}

/** How the shop stands at a moment. */
export type Standing = { page: ShopPage; cart: readonly CartItem[]; shows: CartDisplay; scrolled: number };

/** What the recorder reads of the page. */
export function contextOf({ page, cart, shows, scrolled }: Standing, target?: Target): Context {
  const elements = elementsOf(page, target).map(([role, name], index) => ({
    ref: `e${index + 1}`,
    role,
    name,
    box: { x: 80, y: 100 + index * 30, width: 160, height: 24 },
  }));
  return {
    page: {
      url: page.url,
      title: page.title ?? page.url,
      kind: page.kind,
      language: 'en',
      viewport,
      scroll: { x: 0, y: scrolled },
      structure: { landmarks: [{ role: 'main', name: '' }], headings: [], forms: [], lists: [] },
    },
    products: [...(page.products ?? [])],
    cart: cartOn(page, cart, shows),
    snapshot: elements.map(({ ref, role, name }) => `[${ref}] ${role} "${name}"`).join('\n'),
    elements,
    nearby: target?.nearby ?? [],
    ancestry: ['main'],
    readAgeMs: 40,
  };
}

/** What the recorder sees to have changed. A page that is left shows the old cart to the end. */
export function stateOf(effect: Effect, before: Standing, cartAfter: readonly CartItem[]): State {
  const { page, cart, shows, scrolled } = before;
  const changes = effect.nothing === true ? 0 : 3;
  const hasLeft = effect.to !== undefined;
  return {
    url: { before: page.url, after: (effect.to ?? effect.route ?? page).url },
    dom: { added: changes, removed: 0, attributes: changes, texts: 0 },
    scroll: { before: { x: 0, y: scrolled }, after: { x: 0, y: scrolled } },
    focus: { before: null, after: null },
    dialogs: { opened: effect.opens === undefined ? [] : [effect.opens], closed: [] },
    cart:
      shows === 'nowhere' ? null : { before: counter(cart, shows), after: counter(hasLeft ? cart : cartAfter, shows) },
    announcements: effect.says === undefined ? [] : [effect.says],
    validation: effect.asks === undefined ? [] : [effect.asks],
    settleMs: 320,
    settled: !hasLeft,
  };
}
