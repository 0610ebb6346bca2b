import type { Product, Variant } from './catalogue/product.ts';
import { findProduct } from './catalogue/products.ts';
import type { CartLine, Session } from './session.ts';

export const deliveries = {
  standard: { name: 'Standard delivery', promise: '2 to 4 working days', pence: 395 },
  express: { name: 'Express delivery', promise: 'Next working day', pence: 795 },
} as const;

export type Delivery = keyof typeof deliveries;

const freeDeliveryFromPence = 5000;
const couponPercent = 10;
const coupons: readonly string[] = ['LARK10'];
export const maxQuantity = 10;

export interface FilledLine {
  readonly product: Product;
  readonly variant: Variant;
  readonly quantity: number;
  readonly totalPence: number;
}

export interface Totals {
  readonly subtotalPence: number;
  readonly discountPence: number;
  readonly deliveryPence: number;
  readonly totalPence: number;
}

/** The cart with its products looked up. */
export function cartLines(session: Session): FilledLine[] {
  return session.cart.flatMap(({ productId, sku, quantity }) => {
    const product = findProduct(productId);
    const variant = product?.variants.find((candidate) => candidate.sku === sku);
    if (product === undefined || variant === undefined) return [];
    return [{ product, variant, quantity, totalPence: variant.pricePence * quantity }];
  });
}

export function cartCount(session: Session): number {
  return session.cart.reduce((count, line) => count + line.quantity, 0);
}

export function cartTotals(session: Session, delivery: Delivery): Totals {
  const subtotalPence = cartLines(session).reduce((sum, line) => sum + line.totalPence, 0);
  const discountPence = session.coupon === undefined ? 0 : Math.round((subtotalPence * couponPercent) / 100);
  const isFree = delivery === 'standard' && subtotalPence - discountPence >= freeDeliveryFromPence;
  const deliveryPence = subtotalPence === 0 || isFree ? 0 : deliveries[delivery].pence;
  return { subtotalPence, discountPence, deliveryPence, totalPence: subtotalPence - discountPence + deliveryPence };
}

function clamp(quantity: number, stock: number): number {
  return Math.min(maxQuantity, stock, Math.max(1, Math.trunc(quantity) || 1));
}

function stockOf({ productId, sku }: CartLine): number {
  return findProduct(productId)?.variants.find((variant) => variant.sku === sku)?.stock ?? 0;
}

export function addToCart(session: Session, product: Product, added: { variant: Variant; quantity: number }): void {
  const { sku, stock } = added.variant;
  const before = session.cart.find((line) => line.sku === sku)?.quantity ?? 0;
  const line = { productId: product.id, sku, quantity: clamp(before + clamp(added.quantity, stock), stock) };
  session.cart =
    before === 0 ? [...session.cart, line] : session.cart.map((other) => (other.sku === sku ? line : other));
}

/** Sets a line's quantity; zero removes the line. */
export function setQuantity(session: Session, sku: string, quantity: number): void {
  session.cart = session.cart
    .filter((line) => line.sku !== sku || quantity > 0)
    .map((line) => (line.sku === sku ? { ...line, quantity: clamp(quantity, stockOf(line)) } : line));
}

/** The VAT contained in a price that includes it. */
export function vatOf(pence: number): number {
  return pence - Math.round(pence / 1.2);
}

/** Takes a coupon code if it is one of ours, and says whether it was. */
export function applyCoupon(session: Session, code: string): 'applied' | 'unknown' {
  const known = coupons.find((coupon) => coupon === code.trim().toUpperCase());
  session.coupon = known ?? session.coupon;
  return known === undefined ? 'unknown' : 'applied';
}
