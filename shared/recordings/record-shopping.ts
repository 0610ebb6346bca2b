import type { Action } from '../interactions/action.ts';
import type { CartItem } from '../interactions/context.ts';
import type { Interaction } from '../interactions/interaction.ts';
import {
  contextOf,
  locatorsOf,
  stateOf,
  type CartDisplay,
  type Effect,
  type ShopPage,
  type Standing,
  type Target,
} from './made-up-readings.ts';

export type Shopper = {
  readonly interactions: Interaction[];
  /** Arrives without any visible cause: an address typed, a page restored. */
  open(page: ShopPage, cause?: 'typed' | 'back-forward' | 'reload'): Shopper;
  click(target: Target, effect?: Effect): Shopper;
  type(
    target: Target,
    text: string,
    options?: { kind?: 'search' | 'quantity' | 'price-filter' | 'email' | 'name' | 'address' | 'card'; enter?: Effect },
  ): Shopper;
  choose(target: Target, value: string, effect?: Effect): Shopper;
  tick(target: Target, isChecked: boolean, effect?: Effect): Shopper;
  press(key: string, effect?: Effect): Shopper;
  scroll(distance: number): Shopper;
  wait(ms: number): Shopper;
};

export type ShopperOptions = {
  /** Shows the cart as a counter alone, or not at all. */
  showsCart?: CartDisplay;
  startedAt?: number;
};

const uuid = (kind: number, count: number): string =>
  `${String(kind).padStart(8, '0')}-0000-7000-8000-${String(count).padStart(12, '0')}`;
const sha = (count: number): string => count.toString(16).padStart(64, '0');
/**
 * Somebody who shops in a made-up shop, and what the recorder makes of it: complete interactions with fixed ids and
 * times, so that the same shopping always gives the same recording.
 */
export function recordShopping(options: ShopperOptions = {}): Shopper {
  const shows = options.showsCart ?? 'listed';
  const interactions: Interaction[] = [];
  let clock = options.startedAt ?? 1_790_000_000_000;
  let page: ShopPage = { url: 'about:blank', kind: 'other' };
  let pages = 0;
  let sequence = 0;
  let cart: readonly CartItem[] = [];
  let scrolled = 0;

  const standing = (): Standing => ({ page, cart, shows, scrolled });

  function add(action: Action, target: Target | undefined, effect: Effect): void {
    const before = standing();
    const context = contextOf(before, target);
    const found =
      target === undefined
        ? undefined
        : context.elements.find(({ role, name }) => role === target.role && name === target.name);
    const count = interactions.length;
    cart = effect.cart ?? cart;
    interactions.push({
      id: uuid(1, count),
      sessionId: uuid(0, 1),
      pageId: uuid(2, pages),
      sequence: sequence++,
      tabId: 1,
      frameId: 0,
      action,
      locators:
        target === undefined
          ? { absent: 'the action has no element' }
          : locatorsOf(target, found?.ref ?? null, Number(found?.ref.slice(1) ?? 0)),
      context,
      screenshots: {
        before: {
          sha256: sha(count * 2),
          at: action.at - 400,
          width: 1280,
          height: 800,
          redactions: 0,
          blank: false,
          stalenessMs: 400,
          domChanged: false,
        },
        after: {
          sha256: sha(count * 2 + 1),
          at: action.at + 400,
          width: 1280,
          height: 800,
          redactions: 0,
          blank: false,
        },
        burst: [],
      },
      state: stateOf(effect, before, cart),
      intent: { absent: 'has not been worked out yet' },
    });
    // Not by the clock: people's pauses are uneven.
    clock += 1_700 + ((count * 733) % 1_900);
    follow(effect);
  }

  function follow({ to, route }: Effect): void {
    const next = to ?? route;
    if (next === undefined) return;
    const from = page;
    const at = clock - 1_200;
    page = next;
    scrolled = 0;
    if (to !== undefined) {
      pages += 1;
      sequence = 0;
    }
    const navigation = { type: 'navigation', at, isTrusted: true, fromUrl: from.url, toUrl: next.url } as const;
    add(
      {
        ...navigation,
        scope: to === undefined ? 'same-document' : 'document',
        cause: to === undefined ? 'script' : 'link',
      },
      undefined,
      {},
    );
  }

  const value = (text: string, kind: string) =>
    kind === 'search' || kind === 'quantity' || kind === 'price-filter' || kind === 'choice'
      ? ({ shown: true, fieldKind: kind, text } as const)
      : ({ shown: false, fieldKind: kind as 'email', placeholder: `{{${kind.toUpperCase()}_1}}` } as const);

  const shopper: Shopper = {
    interactions,
    open(next, cause = 'typed') {
      const from = page;
      page = next;
      pages += 1;
      sequence = 0;
      scrolled = 0;
      const fromUrl = from.url === 'about:blank' ? null : from.url;
      add(
        { type: 'navigation', at: clock, isTrusted: true, fromUrl, toUrl: next.url, scope: 'document', cause },
        undefined,
        {},
      );
      return shopper;
    },
    click(target, effect = {}) {
      add(
        {
          type: 'click',
          at: clock,
          isTrusted: true,
          point: { x: 160, y: target.y ?? 200 },
          button: 'left',
          count: 1,
          modifiers: [],
        },
        target,
        effect,
      );
      return shopper;
    },
    type(target, text, { kind = 'search', enter } = {}) {
      const endedAt = clock + text.length * 110;
      add(
        {
          type: 'input',
          at: clock,
          isTrusted: true,
          value: value(text, kind),
          means: 'typed',
          keystrokes: text.length,
          endedAt,
        },
        target,
        {},
      );
      clock = Math.max(clock, endedAt + 200);
      if (enter === undefined) return shopper;
      add({ type: 'key', at: clock, isTrusted: true, key: 'Enter', modifiers: [] }, target, {});
      clock -= 1_600;
      add(
        { type: 'submit', at: clock, isTrusted: true, method: 'get', fieldCount: 1 },
        { role: 'form', name: 'Search', tag: 'form' },
        enter,
      );
      return shopper;
    },
    choose(target, text, effect = {}) {
      add({ type: 'select', at: clock, isTrusted: true, values: [value(text, 'choice')] }, target, effect);
      return shopper;
    },
    tick(target, isChecked, effect = {}) {
      add(
        {
          type: 'click',
          at: clock,
          isTrusted: true,
          point: { x: 160, y: 200 },
          button: 'left',
          count: 1,
          modifiers: [],
        },
        target,
        {},
      );
      clock -= 1_600;
      add(
        { type: 'change', at: clock, isTrusted: true, value: value(target.name, 'choice'), checked: isChecked },
        target,
        effect,
      );
      return shopper;
    },
    press(key, effect = {}) {
      add({ type: 'key', at: clock, isTrusted: true, key, modifiers: [] }, undefined, effect);
      return shopper;
    },
    scroll(distance) {
      const from = scrolled;
      const action = {
        type: 'scroll',
        at: clock,
        isTrusted: true,
        container: 'page',
        from: { x: 0, y: from },
        to: { x: 0, y: from + distance },
      } as const;
      add({ ...action, endedAt: clock + 600 }, undefined, {});
      scrolled = from + distance;
      return shopper;
    },
    wait(ms) {
      clock += ms;
      return shopper;
    },
  };
  return shopper;
}
