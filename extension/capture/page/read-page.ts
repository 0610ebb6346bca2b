import type { EverPassword } from '../fields/ever-password.ts';
import { learnFilled } from '../fields/learn-filled.ts';
import { kindOfField } from '../fields/read-field.ts';
import { textOf } from '../dom/text-of.ts';
import { isVisible } from '../dom/visible.ts';
import type { KnownValues } from '../known-values.ts';
import type { Masker } from '../masker.ts';
import { nameOf } from '../names/name-of.ts';
import { maskModeOf } from '../../../shared/privacy/mask-mode-of.ts';
import type { ElementRefs } from './element-refs.ts';
import { overlayKind } from './overlays-of.ts';
import { pageFrame, regionOfPage } from './page-frame.ts';
import { pageKindOf, type PageFacts } from './page-kind.ts';
import { productsOf } from './products-of.ts';
import { readCart } from './read-cart.ts';
import type { Reading } from './reading.ts';
import { snapshotLines } from './snapshot-lines.ts';
import { structureOf } from './structure-of.ts';
import { visibleProducts, type VisibleProduct } from './visible-products.ts';
import { validationOf } from './validation-of.ts';
import { emptyWalk, walkPage, type Walk } from './walk-page.ts';
import { plain, plainDocument } from '../dom/unclobbered.ts';

/** What reading a page needs besides the page. */
export type ReadDeps = {
  refs: ElementRefs;
  masker: Masker;
  everPassword: EverPassword;
  /** Elements that the recorder itself has put into the page. */
  isOurs: (element: Element) => boolean;
  domEpoch: () => number;
  /** Tells of every open shadow root that was found. */
  foundRoot: (root: ShadowRoot) => void;
  /** Tells of what a masked field holds that the participant did not type into it just now. */
  learn: KnownValues['learn'];
};

/** Reads the whole page; yields often, so that it can be spread over idle moments. */
export function* readPage(deps: ReadDeps): Generator<void, Reading> {
  const { masker } = deps;
  const domEpoch = deps.domEpoch();
  const walk = emptyWalk();
  const root = plainDocument().body ?? plainDocument().documentElement;
  if (root !== null) yield* walkPage(root, walk, deps.isOurs);
  for (const shadowRoot of walk.shadowRoots) deps.foundRoot(shadowRoot);
  const region = regionOfPage();
  const prices = walk.seen.filter(({ kind }) => kind === 'price').map(({ element }) => element);
  const visible = yield* visibleProducts(prices, region, (url) => masker.url(url));
  yield;
  const heading = walk.seen.find(({ element }) => plain(element).localName === 'h1')?.element;
  const facts = yield* factsOf(walk, visible, heading === undefined ? '' : textOf(heading), deps.everPassword);
  const kind = pageKindOf(facts);
  masker.setMode(maskModeOf(kind));
  // Before anything is masked.
  const { everPassword, learn } = deps;
  yield* learnFilled(walk.fields, { everPassword, learn, strict: masker.mode() === 'strict' });
  const shown = kind === 'cart' || maskModeOf(kind) === 'strict' ? [] : visible;
  const products = productsOf(shown, facts.heading, masker);
  yield;
  const cart = yield* readCart(walk, kind, region, masker);
  yield;
  const structure = yield* structureOf(walk, masker);
  yield;
  const lines = yield* snapshotLines(walk, deps.refs, masker);
  const overlays = walk.dialogs.slice(0, 10).map((element) => {
    const name = masker.text(dialogName(element));
    return { element, name, kind: overlayKind(element, name) };
  });
  return {
    atMs: performance.now(),
    domEpoch,
    href: location.href,
    page: pageFrame(kind, structure, masker),
    products,
    cart,
    lines,
    snapshot: lines.map(({ text }) => text).join('\n'),
    dialogs: overlays.map(({ name }) => name),
    overlays,
    validation: validationOf(walk.fields, masker),
  };
}

const ADD =
  /\b(add to (my )?(cart|basket|bag|trolley)|buy now|in den warenkorb|ajouter au panier|añadir (a la cesta|al carrito)|aggiungi al carrello|in winkelwagen|do koszyka|lägg i varukorg|sepete ekle|adicionar ao carrinho)\b/i;
const PERSONAL = new Set(['name', 'address', 'email', 'card', 'phone', 'date-of-birth']);

function* factsOf(
  walk: Walk,
  visible: readonly VisibleProduct[],
  heading: string,
  everPassword: EverPassword,
): Generator<void, PageFacts> {
  const cards = visible.filter(({ isMain }) => !isMain);
  const fields = walk.fields.filter((field) => isVisible(field));
  yield;
  const canAddToCart = yield* hasAddButton(walk, new Set(cards.map(({ card }) => card)));
  const personal = new Set<string>();
  for (const field of fields) {
    const kind = kindOfField(field, everPassword, false);
    if (PERSONAL.has(kind)) personal.add(kind);
    yield;
  }
  return {
    url: location.href,
    title: plainDocument().title,
    heading,
    productCards: cards.length,
    canAddToCart,
    // A frame that asks for anything personal is part of somebody's checkout.
    asksFor:
      personal.size > 0 && window !== window.top
        ? 'everything'
        : personal.has('card') || personal.size >= 3
          ? 'everything'
          : personal.size > 0
            ? 'something'
            : 'nothing',
    hasPasswordField: fields.some((field) => everPassword.was(field)),
    saysProduct:
      visible.length <= 12 &&
      plainDocument().querySelector('meta[property="og:type"][content*="product"]') !== null &&
      visible.some(({ isMain }) => isMain),
  };
}

/** A button that puts something into the cart, outside of the cards. */
function* hasAddButton(walk: Walk, cards: ReadonlySet<Element>): Generator<void, boolean> {
  for (const { element, role } of walk.seen) {
    if (role !== 'button') continue;
    yield;
    let around: Element | null = element;
    while (around !== null && !cards.has(around)) around = plain(around).parentElement;
    if (around === null && ADD.test(nameOf(element, role))) return true;
  }
  return false;
}

function dialogName(dialog: Element): string {
  const name = nameOf(dialog, 'dialog');
  if (name !== '') return name;
  const heading = plain(dialog).querySelector('h1,h2,h3,h4,[role=heading]');
  return heading === null ? textOf(dialog, 80) || 'dialog' : textOf(heading, 80);
}
