import type { Customer } from './customers.ts';

export interface CartLine {
  readonly productId: string;
  readonly sku: string;
  readonly quantity: number;
}

/** What the shop remembers about one browser. */
export interface Session {
  readonly id: string;
  cart: readonly CartLine[];
  coupon: string | undefined;
  flash: string | undefined;
  customer: Customer | undefined;
  wishes: readonly string[];
  readonly orderNumbers: string[];
}

/** The wish list starts filled, so that there is something to put in order. */
const firstWishes = [
  'mushroom-table-lamp',
  'halcyon-over-ear-headphones',
  'squall-raincoat',
  'birds-by-ear',
  'enamelled-stew-pot',
];

export function createSession(): Session {
  return {
    id: crypto.randomUUID(),
    cart: [],
    coupon: undefined,
    flash: undefined,
    customer: undefined,
    wishes: firstWishes,
    orderNumbers: [],
  };
}
