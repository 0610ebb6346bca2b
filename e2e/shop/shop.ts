import type { Review } from './catalogue/reviews.ts';
import type { Order } from './orders.ts';
import type { Session } from './session.ts';

/** `a` is the shop; `b` is the same shop after a redesign: other classes, ids, wrappers and words. */
export type ShopVariant = 'a' | 'b';

/** Everything one running shop remembers; it dies with the process. */
export interface Shop {
  readonly variant: ShopVariant;
  readonly sessions: Map<string, Session>;
  readonly orders: Order[];
  readonly reviews: Map<string, Review[]>;
  /** Known once both servers listen. */
  url: string;
  frameUrl: string;
}

/** One request as pages see it. */
export interface Visit {
  readonly shop: Shop;
  readonly session: Session;
  readonly url: URL;
  /** A message left by the previous request, shown once. */
  readonly flash: string | undefined;
  readonly hasChosenCookies: boolean;
}

export type ShopEnv = { Variables: { visit: Visit } };

export function createShopState(variant: ShopVariant): Shop {
  return { variant, sessions: new Map(), orders: [], reviews: new Map(), url: '', frameUrl: '' };
}
