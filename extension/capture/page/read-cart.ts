import type { Cart, CartItem, PageKind } from '../../../shared/interactions/context.ts';
import { parentOf } from '../dom/composed-tree.ts';
import { collapse, textOf } from '../dom/text-of.ts';
import { isVisible } from '../dom/visible.ts';
import type { Masker } from '../masker.ts';
import { quantityWords } from '../../../shared/privacy/field-words.ts';
import { parsePrice, type Price } from './parse-price.ts';
import { priceTextOf, type Walk } from './walk-page.ts';
import { plain, plainDocument } from '../dom/unclobbered.ts';

const CART =
  'cart|basket|bag|warenkorb|panier|carrito|cesta|carrello|koszyk|winkelwagen|winkelmand|varukorg|kundvagn|sepet|carrinho';
const CART_WORD = new RegExp(`\\b(${CART})\\b`, 'i');
const WORDS = CART.split('|').slice(0, 12).join('|');
/** What may count what is in the cart. The browser takes five times as long over every word as a selector of its own. */
const MAY_COUNT = 'a[href],button,[class*="mini-" i],[data-testid]';
const NAMED = new RegExp(WORDS, 'i');
const MINI = new RegExp(`mini-(?:${WORDS})`, 'i');
const MAX_COUNTERS = 40;

/** What the page shows of the cart: its counter, and on a cart page or in an open drawer its lines and total; null when it shows none. Yields often. */
export function* readCart(walk: Walk, kind: PageKind, region: string, masker: Masker): Generator<void, Cart | null> {
  const count = yield* readCounter();
  yield;
  const place = cartPlace(walk, kind);
  const items = place === undefined ? null : readItems(walk, place, region, masker);
  const total = place === undefined ? undefined : readTotal(walk, place, region);
  if (count === null && items === null) return null;
  const summed =
    items === null || items.some(({ quantity }) => quantity === null)
      ? null
      : items.reduce((sum, { quantity }) => sum + (quantity ?? 0), 0);
  return { count: count ?? summed, total: total?.amount ?? null, currency: total?.currency ?? null, items };
}

function* readCounter(): Generator<void, number | null> {
  let candidates = 0;
  const all = plainDocument().querySelectorAll(MAY_COUNT);
  for (let at = 0; at < all.length; at++) {
    if (at % 25 === 0) yield;
    const element = all[at];
    if (element === undefined || !isNamedAfterCart(element)) continue;
    if (++candidates > MAX_COUNTERS) break;
    if (
      /\b(add|remove|checkout|zur kasse|in den)\b/i.test(
        `${plain(element).getAttribute('aria-label') ?? ''} ${textOf(element, 60)}`,
      )
    )
      continue;
    if (!isVisible(element)) continue;
    const count = countIn(element);
    if (count !== undefined) return count;
  }
  return null;
}

function isNamedAfterCart(element: Element): boolean {
  const says = (attribute: string, words: RegExp): boolean => words.test(plain(element).getAttribute(attribute) ?? '');
  if (element.localName === 'a' && says('href', NAMED)) return true;
  if (element.localName === 'button' && (says('aria-label', NAMED) || says('class', NAMED))) return true;
  return says('class', MINI) || says('data-testid', NAMED);
}

function countIn(element: Element): number | undefined {
  const said = plain(element).getAttribute('aria-label') ?? '';
  const told = /(?:^|\D)(\d{1,3})(?!\d|[.,]\d)/.exec(said)?.[1];
  if (told !== undefined) return Number(told);
  const badge = Array.from(plain(element).querySelectorAll('*')).find(
    (part) =>
      part.childElementCount === 0 && /^\(?\d{1,3}\+?\)?$/.test(collapse(part.textContent ?? '')) && isVisible(part),
  );
  const shown =
    badge === undefined
      ? /\((\d{1,3})\)|\b(\d{1,3}) items?\b/.exec(textOf(element, 80))
      : /(\d{1,3})/.exec(badge.textContent ?? '');
  const number = shown?.[1] ?? shown?.[2];
  if (number !== undefined) return Number(number);
  return /\b(empty|leer|vide|vacío|vuoto|leeg|pusty)\b/i.test(said) ? 0 : undefined;
}

/** The whole page on a cart page; elsewhere an open dialog or drawer that is about the cart. */
function cartPlace(walk: Walk, kind: PageKind): Element | undefined {
  if (kind === 'cart') return plainDocument().querySelector('main') ?? plainDocument().body;
  return walk.dialogs.find((dialog) => CART_WORD.test(titleOfDialog(dialog)));
}

/** How a dialog calls itself; its text may speak of the cart without showing it. */
function titleOfDialog(dialog: Element): string {
  const heading = plain(dialog).querySelector('h1,h2,h3,h4,[role=heading]');
  const own = `${plain(dialog).id} ${plain(dialog).getAttribute('class') ?? ''} ${plain(dialog).getAttribute('aria-label') ?? ''}`;
  return `${own.replaceAll(/[_-]/g, ' ')} ${heading === null ? '' : textOf(heading, 80)}`;
}

const NO_ROW = /^(body|main|form|ul|ol|table|tbody)$/;

function readItems(walk: Walk, place: Element, region: string, masker: Masker): CartItem[] {
  const rows = new Map<Element, CartItem>();
  const controls = walk.seen.filter(
    ({ element, kind }) =>
      kind === 'interactive' && place.contains(element) && (isQuantity(element) || isRemoval(element)),
  );
  for (const { element } of controls) {
    const row = rowOf(element, walk);
    if (row === undefined || rows.has(row) || rows.size >= 100) continue;
    const item = itemOf(row, region, masker);
    if (item !== undefined) rows.set(row, item);
  }
  return [...rows.values()];
}

function isQuantity(element: Element): boolean {
  if (plain(element).localName !== 'input' && plain(element).localName !== 'select') return false;
  const words = `${plain(element).getAttribute('name') ?? ''} ${plain(element).id} ${plain(element).getAttribute('aria-label') ?? ''} ${plain(element).getAttribute('class') ?? ''}`;
  return (
    (element as HTMLInputElement).type === 'number' || quantityWords.test(words.toLowerCase().replaceAll(/[_-]/g, ' '))
  ); // a select has a type too
}

function isRemoval(element: Element): boolean {
  return /\b(remove|delete|entfernen|löschen|supprimer|eliminar|rimuovi|verwijder\w*|usuń|ta bort)\b/i.test(
    `${plain(element).getAttribute('aria-label') ?? ''} ${textOf(element, 60)}`,
  );
}

function rowOf(control: Element, walk: Walk): Element | undefined {
  const prices = walk.seen.filter(({ kind }) => kind === 'price');
  let row = parentOf(control);
  for (let step = 0; row !== null && step < 8; step++) {
    const here = row;
    if (NO_ROW.test(row.localName) && row.localName !== 'form') return undefined;
    if (prices.some(({ element }) => here.contains(element)) && titleIn(row) !== '') return row;
    row = parentOf(row);
  }
  return undefined;
}

function titleIn(row: Element): string {
  const heading = row.querySelector('h1,h2,h3,h4,h5,h6,[role=heading]');
  if (heading !== null) return textOf(heading);
  const links = Array.from(row.querySelectorAll('a[href]'), (link) => textOf(link)).filter((text) =>
    /\p{L}{3}/u.test(text),
  );
  return links.toSorted((a, b) => b.length - a.length)[0] ?? row.querySelector('img[alt]')?.getAttribute('alt') ?? '';
}

function itemOf(row: Element, region: string, masker: Masker): CartItem | undefined {
  const name = titleIn(row);
  if (name === '') return undefined;
  const field = Array.from(row.querySelectorAll<HTMLInputElement | HTMLSelectElement>('input,select')).find((each) =>
    isQuantity(each),
  );
  const written = /(?:qty|quantity|menge|anzahl|[x×])\s*:?\s*(\d{1,3})\b|\b(\d{1,3})\s?[x×]/i.exec(textOf(row, 400));
  const quantity = field === undefined ? Number(written?.[1] ?? written?.[2] ?? Number.NaN) : Number(field.value);
  const amounts = pricesIn(row, region);
  return {
    name: masker.text(name),
    quantity: Number.isInteger(quantity) && quantity >= 0 ? quantity : null,
    price: amounts.length === 0 ? null : Math.min(...amounts),
  };
}

function pricesIn(row: Element, region: string): number[] {
  return Array.from(row.querySelectorAll('*'))
    .filter((part) => part.childElementCount === 0 && part.closest('s,del,strike') === null && isVisible(part))
    .flatMap((part) => {
      const text = part.textContent ?? '';
      const price = text.length > 60 ? undefined : parsePrice(text, region);
      return price === undefined || price.amount === 0 ? [] : [price.amount];
    });
}

const TOTAL =
  /\b((order |grand |basket |cart )?total|gesamt(summe|betrag)?|summe|somme|total à payer|importe total|totale|totaal|razem|summa|toplam)\b/i;
const SUBTOTAL = /\b(sub-?total|zwischensumme|sous-total|subtotale|subtotaal|delsumma|ara toplam)\b/i;

function readTotal(walk: Walk, place: Element, region: string): Price | undefined {
  const labelled = walk.seen
    .filter(({ element, kind }) => kind === 'price' && place.contains(element))
    .flatMap(({ element }) => {
      const label = labelOf(element);
      const price = parsePrice(priceTextOf(element), region);
      return price === undefined ? [] : [{ price, label }];
    });
  const total = labelled.findLast(({ label }) => TOTAL.test(label) && !SUBTOTAL.test(label));
  return (total ?? labelled.findLast(({ label }) => SUBTOTAL.test(label)))?.price;
}

/**
 * The words that stand with a price: in its own element, around it, or else before it. A price among words of its own
 * ("Including £3.20 VAT") has nothing to do with what stands before them.
 */
function labelOf(price: Element): string {
  const own = textOf(price, 60);
  if (/\p{L}{3}/u.test(own)) return own;
  const around = textOf(price.parentElement ?? price, 80);
  const words = around.replace(own, '').replaceAll(/\b[A-Z]{3}\b(?=\s*$)/g, '');
  if (around.length < 60 && /\p{L}{3}/u.test(words)) return around;
  const before = price.previousElementSibling ?? price.parentElement?.previousElementSibling ?? null;
  return before === null ? '' : textOf(before, 60);
}
