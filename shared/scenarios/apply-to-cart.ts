import type { Context } from '../interactions/context.ts';
import type { Interaction } from '../interactions/interaction.ts';
import type { State } from '../interactions/state.ts';
import { isAside } from '../session/is-aside.ts';
import { findContext, findLocators, findState, nameOf } from '../session/groups.ts';
import { type CartLedger, type Departure, piecesIn } from './cart-ledger.ts';
import { placeOf } from './page-address.ts';
import { shopWords } from './shop-words.ts';
import { nameSimilarity, wordsOf } from './words.ts';

/** Everything written on and around the target, nearest first. */
function hintsOf(interaction: Interaction): string[] {
  const fingerprint = findLocators(interaction)?.fingerprint;
  const around =
    fingerprint === undefined ? [] : [fingerprint.text, fingerprint.heading ?? '', ...fingerprint.neighbours];
  return [nameOf(interaction), ...around, ...(findContext(interaction)?.nearby ?? [])].filter((hint) => hint !== '');
}

/** Whether the hint contains most of the words of the name, so that `Remove Trail Shoes` names the trail shoes. */
function mentions(hint: string, name: string): boolean {
  const words = new Set(wordsOf(hint));
  const named = [...new Set(wordsOf(name))];
  const found = named.filter((word) => words.has(word)).length;
  return named.length > 0 && found / named.length >= 0.75;
}

/** The name that is mentioned nearest to the target; among several in one hint the longest. */
function findMentioned(interaction: Interaction, names: readonly string[]): string | undefined {
  for (const hint of hintsOf(interaction)) {
    const [mentioned] = names
      .filter((name) => mentions(hint, name))
      .sort((a, b) => nameSimilarity(b, hint) - nameSimilarity(a, hint) || b.length - a.length);
    if (mentioned !== undefined) return mentioned;
  }
  return undefined;
}

/** What was put into the cart: the product that the control names, else the one whose page it is. */
function addedName(interaction: Interaction, context: Context | undefined): string {
  const names = (context?.products ?? []).map(({ name }) => name);
  const own = context?.page.kind === 'product' ? names[0] : undefined;
  const label = nameOf(interaction);
  const onLabel = names.filter((name) => mentions(label, name)).sort((a, b) => b.length - a.length)[0];
  if (onLabel !== undefined) return onLabel;
  if (own !== undefined) return own;
  const inLabel = label.replace(shopWords.addToCart, '').replace(/^[\s:,–-]+|[\s:,–-]+$/g, '');
  return findMentioned(interaction, names) ?? (wordsOf(inLabel).length > 1 ? inLabel : '');
}

/**
 * By how much the page's counter rose. Undefined when it has none, and when it stood still because the page was left
 * or had not answered yet.
 */
function deltaOf(state: State | undefined): number | undefined {
  const before = state?.cart?.before.count ?? null;
  const after = state?.cart?.after.count ?? null;
  if (state === undefined || before === null || after === null) return undefined;
  const isAnswered = state.settled && state.url.before === state.url.after && state.dialogs.opened.length === 0;
  return after === before && !isAnswered ? undefined : after - before;
}

/** Whether the page asked for something (a size, for example) instead of doing what was wanted. */
function wasRefused(state: State | undefined): boolean {
  return state !== undefined && state.validation.length > 0 && state.url.before === state.url.after;
}

/** A click, or the key that does the same. */
function isPress({ action }: Interaction): boolean {
  return (
    (action.type === 'click' && action.button === 'left') ||
    (action.type === 'key' && (action.key === 'Enter' || action.key === ' '))
  );
}

/** Whether it is the press of a control that takes something out of the cart. */
export function takesOut(interaction: Interaction): boolean {
  return isPress(interaction) && shopWords.removeFromCart.test(nameOf(interaction));
}

/** Whether it is the press of the button that orders, at the till. */
export function placesOrder(interaction: Interaction): boolean {
  const kind = findContext(interaction)?.page.kind;
  const isTill = kind === 'checkout' || kind === 'cart';
  return isTill && isPress(interaction) && shopWords.placeOrder.test(nameOf(interaction));
}

/** The quantity that an action sets, or undefined when it sets none. */
function quantitySet({ action }: Interaction): number | undefined {
  const value = action.type === 'input' || action.type === 'change' ? action.value : undefined;
  const chosen = action.type === 'select' ? action.values[0] : value;
  if (chosen === undefined || !chosen.shown || !/^\s*\d{1,3}\s*$/.test(chosen.text)) return undefined;
  const isQuantity = chosen.fieldKind === 'quantity';
  return isQuantity ? Number(chosen.text) : undefined;
}

/** Going to another page takes nothing out of a cart, unless a press asked for just that. */
function departureIn(interaction: Interaction): Departure {
  const url = findState(interaction)?.url;
  const isElsewhere = url !== undefined && placeOf(url.before) !== placeOf(url.after);
  return isElsewhere && !takesOut(interaction) ? 'missing' : 'removed';
}

function adjust(interaction: Interaction, ledger: CartLedger, delta: number | undefined): boolean {
  const line =
    findMentioned(
      interaction,
      ledger.lines.map(({ name }) => name),
    ) ?? '';
  const quantity = quantitySet(interaction);
  if (quantity !== undefined) {
    if (findContext(interaction)?.page.kind === 'product') return false;
    ledger.setQuantity(line, quantity, interaction.id);
    return true;
  }
  const isRemoval = takesOut(interaction);
  if (delta !== undefined && delta < 0 && departureIn(interaction) === 'removed')
    ledger.remove(line, -delta, interaction.id);
  else if (isRemoval && delta === undefined && line !== '') ledger.remove(line, null, interaction.id);
  else return false;
  return true;
}

function putIn(interaction: Interaction, ledger: CartLedger, delta: number | undefined): boolean {
  const context = findContext(interaction);
  const state = findState(interaction);
  const says = isPress(interaction) && shopWords.addToCart.test(nameOf(interaction));
  const isAdded = delta === undefined ? says && !wasRefused(state) : delta > 0;
  if (!isAdded) return false;
  // A click and the submission that it causes both see the counter rise: the second finds nothing left to add.
  const count = state?.cart?.after.count ?? null;
  const missing = count === null ? Infinity : count - piecesIn(ledger.lines);
  const quantity = Math.min(Math.max(1, delta ?? 1), delta === undefined ? Infinity : missing);
  if (quantity <= 0) return false;
  const isOwnList = context?.page.kind === 'cart' || context?.page.kind === 'checkout';
  const line = isOwnList
    ? findMentioned(
        interaction,
        ledger.lines.map(({ name }) => name),
      )
    : undefined;
  ledger.add(line ?? addedName(interaction, context), quantity, interaction.id);
  return true;
}

/**
 * Works out what an action did to the cart from the page's counter before and after it, and from what the control is
 * called. Says whether anything changed.
 */
export function applyToCart(interaction: Interaction, ledger: CartLedger): boolean {
  const { type } = interaction.action;
  if (type === 'scroll' || type === 'navigation' || isAside(interaction)) return false;
  const state = findState(interaction);
  const delta = deltaOf(state);
  const had = state?.cart?.before.count ?? 0;
  // Pieces from before the session, or put in where nobody saw it.
  if (had > piecesIn(ledger.lines) && ledger.ordered.length === 0) ledger.settleCount(had, 'before');
  const isChange = putIn(interaction, ledger, delta) || adjust(interaction, ledger, delta);
  const count = state?.cart?.after.count ?? null;
  if (count !== null && state?.settled === true) ledger.settleCount(count, interaction.id, departureIn(interaction));
  if (isChange) ledger.setTotal(state?.cart?.after.total ?? null);
  return isChange;
}
