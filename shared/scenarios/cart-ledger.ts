import type { Cart, PageKind } from '../interactions/context.ts';
import { nameSimilarity, SAME_PRODUCT } from './words.ts';

/** A line of the cart as far as it is known. */
export type CartLine = {
  /** Empty when something was added and nothing says what. */
  name: string;
  quantity: number;
  price: number | null;
  /** `listed`: a page listed it. `inferred`: worked out from what was clicked. */
  seen: 'listed' | 'inferred';
  /** The interaction that put it there. */
  addedBy: string;
};

/** How something left the cart: taken out by what was done, or found to be gone by merely looking. */
export type Departure = 'removed' | 'missing';

/** Something that changed in the cart, for telling what was put in and later taken out again. */
export type CartEvent = { kind: 'added' | Departure; name: string; by: string };

export type CartLedger = {
  readonly lines: readonly CartLine[];
  /** What has been ordered; no longer in the cart. */
  readonly ordered: readonly CartLine[];
  /** The page's own total, last time that it was readable and nothing had changed since. */
  readonly total: number | null;
  /** What the order cost, as far as a page said it. */
  readonly orderedTotal: number | null;
  readonly events: readonly CartEvent[];
  /** Takes in what a page shows. `by` is the interaction whose effect that is; `gone` tells how what it lacks left. */
  read(cart: Cart, by: string, kind: PageKind, gone?: Departure): void;
  add(name: string, quantity: number, by: string): void;
  /** Takes pieces of a line out; all of them without a quantity. */
  remove(name: string, quantity: number | null, by: string): void;
  setQuantity(name: string, quantity: number, by: string): void;
  setTotal(total: number | null): void;
  /** Brings the pieces in line with the page's counter after an action. */
  settleCount(count: number, by: string, gone?: Departure): void;
  /** What is in the cart, or was until the shop emptied it, has been ordered; false when there was nothing. */
  order(): boolean;
};

/** How many pieces the lines are together. */
export function piecesIn(lines: readonly CartLine[]): number {
  return lines.reduce((sum, line) => sum + line.quantity, 0);
}

function bestLine(lines: readonly CartLine[], name: string): CartLine | undefined {
  let best: { line: CartLine; similarity: number } | undefined;
  for (const line of lines) {
    const similarity = line.name === name ? 2 : nameSimilarity(line.name, name);
    if (similarity >= SAME_PRODUCT && similarity > (best?.similarity ?? 0)) best = { line, similarity };
  }
  return best?.line;
}

/** The lines that a page lists, joined with what was known of them. */
function listedLines(cart: Cart, known: readonly CartLine[], by: string): CartLine[] {
  const items = (cart.items ?? []).filter(({ quantity }) => quantity !== 0);
  const rest = [...known];
  return items.map(({ name, quantity, price }) => {
    const line = bestLine(rest, name) ?? rest.find((candidate) => candidate.name === '');
    if (line !== undefined) rest.splice(rest.indexOf(line), 1);
    const only = items.length === 1 && cart.count !== null && cart.count > 0 ? cart.count : 1;
    return { name, quantity: quantity ?? only, price, seen: 'listed', addedBy: line?.addedBy ?? by };
  });
}

/** Follows the cart of one shop through a session: by its own list where a page shows it, by inference elsewhere. */
export function cartLedger(): CartLedger {
  let lines: CartLine[] = [];
  let ordered: CartLine[] = [];
  let total: number | null = null;
  let orderedTotal: number | null = null;
  let events: CartEvent[] = [];
  /** What was in the cart when it was last found empty: a shop empties it before it shows the confirmation. */
  let emptied: { lines: CartLine[]; total: number | null; events: number } | undefined;

  function drop(left: readonly CartLine[], by: string, kind: Departure = 'removed'): void {
    for (const { name } of left) events.push({ kind, name, by });
    lines = lines.filter((line) => !left.includes(line));
  }

  function empty(by: string, gone: Departure): void {
    if (lines.length === 0) return;
    emptied = { lines, total, events: events.length };
    drop(lines, by, gone);
  }

  function readItems(cart: Cart, by: string, kind: PageKind, gone: Departure): void {
    const listed = listedLines(cart, lines, by);
    if (listed.length === 0) return empty(by, gone);
    const isWhole = cart.count === null ? kind === 'cart' : piecesIn(listed) >= cart.count;
    const unlisted = lines.filter((line) => bestLine(listed, line.name) === undefined && line.name !== '');
    for (const line of listed)
      if (line.addedBy === by && !bestLine(lines, line.name)) events.push({ kind: 'added', name: line.name, by });
    // A drawer may show only the newest lines: what it does not show is gone only if the counter agrees.
    if (isWhole) drop(unlisted, by, gone);
    lines = isWhole ? listed : [...listed, ...unlisted];
  }

  function add(name: string, quantity: number, by: string): void {
    total = null;
    emptied = undefined;
    events.push({ kind: 'added', name, by });
    const line = name === '' ? undefined : bestLine(lines, name);
    if (line === undefined) lines.push({ name, quantity, price: null, seen: 'inferred', addedBy: by });
    else line.quantity += quantity;
  }

  function takeOut(line: CartLine, quantity: number | null, by: string, gone: Departure = 'removed'): void {
    if (quantity === null || quantity >= line.quantity) drop([line], by, gone);
    else line.quantity -= quantity;
  }

  function settleCount(count: number, by: string, gone: Departure = 'removed'): void {
    const surplus = piecesIn(lines) - count;
    if (count === 0) return empty(by, gone);
    if (surplus < 0) {
      const last = lines.at(-1);
      // The counter knows of pieces that nobody saw being added: they belong to the line that was just touched.
      if (last?.addedBy === by) last.quantity -= surplus;
      else add('', -surplus, by);
      return;
    }
    let rest = surplus;
    for (const line of [...lines].reverse()) {
      if (rest <= 0) break;
      if (line.seen === 'listed' && lines.length > 1) continue;
      const taken = Math.min(rest, line.quantity);
      takeOut(line, taken, by, gone);
      rest -= taken;
    }
  }

  return {
    get lines() {
      return lines;
    },
    get ordered() {
      return ordered;
    },
    get total() {
      return total;
    },
    get orderedTotal() {
      return orderedTotal;
    },
    get events() {
      return events;
    },
    read(cart, by, kind, gone = 'removed') {
      // A drawer without lines may just say that something was added; a cart page without lines and total is empty.
      const isEmpty = cart.count === 0 || (cart.count === null && !cart.total && kind === 'cart');
      if (cart.items !== null && (cart.items.length > 0 || isEmpty)) readItems(cart, by, kind, gone);
      else if (cart.count !== null) settleCount(cart.count, by, gone);
      total = (lines.length === 0 ? null : cart.total) ?? total;
    },
    add,
    remove(name, quantity, by) {
      const line = bestLine(lines, name) ?? (lines.length === 1 ? lines[0] : undefined);
      if (line === undefined) return;
      total = null;
      takeOut(line, quantity, by);
    },
    setQuantity(name, quantity, by) {
      const line = bestLine(lines, name) ?? (lines.length === 1 ? lines[0] : undefined);
      if (line === undefined) return;
      total = null;
      if (quantity === 0) drop([line], by);
      else line.quantity = quantity;
    },
    setTotal(value) {
      total = value ?? total;
    },
    settleCount,
    order() {
      if (lines.length === 0 && emptied === undefined) return false;
      ordered = [...ordered, ...(lines.length > 0 ? lines : (emptied?.lines ?? []))];
      orderedTotal = lines.length > 0 ? total : (emptied?.total ?? null);
      // What the order emptied was not taken out.
      if (lines.length === 0 && emptied !== undefined) events = events.slice(0, emptied.events);
      lines = [];
      emptied = undefined;
      return true;
    },
  };
}
