import { z } from 'zod';
import { cartLines, cartTotals, type Delivery, type Totals } from './cart.ts';
import type { Shop } from './shop.ts';
import type { Session } from './session.ts';

const filled = z.string().trim().min(1).max(200);

/** What the two frames of the checkout hand over; the card number is never part of it. */
export const checkoutDetails = z.object({
  address: z.object({
    email: z.email(),
    phone: filled,
    firstName: filled,
    lastName: filled,
    street: filled,
    town: filled,
    postcode: filled,
    country: filled,
    note: z.string().max(500),
  }),
  payment: z.object({ token: filled, lastDigits: z.string().regex(/^\d{4}$/) }),
});

export type CheckoutDetails = z.infer<typeof checkoutDetails>;

export interface OrderLine {
  readonly productId: string;
  readonly sku: string;
  readonly name: string;
  readonly size: string | undefined;
  readonly colour: string | undefined;
  readonly quantity: number;
  readonly unitPence: number;
}

export interface Order extends Totals, CheckoutDetails {
  readonly number: string;
  readonly placedAt: number;
  readonly delivery: Delivery;
  readonly lines: readonly OrderLine[];
}

/** Turns the cart into an order and empties it. */
export function placeOrder(
  shop: Shop,
  session: Session,
  asked: { details: CheckoutDetails; delivery: Delivery },
): Order {
  const lines = cartLines(session).map(({ product, variant, quantity }) => ({
    productId: product.id,
    sku: variant.sku,
    name: product.name,
    size: variant.size,
    colour: variant.colour,
    quantity,
    unitPence: variant.pricePence,
  }));
  const order: Order = {
    ...asked.details,
    ...cartTotals(session, asked.delivery),
    number: `LM-${1001 + shop.orders.length}`,
    placedAt: Date.now(),
    delivery: asked.delivery,
    lines,
  };
  shop.orders.push(order);
  session.orderNumbers.push(order.number);
  session.cart = [];
  session.coupon = undefined;
  return order;
}
