import type { CartItem, Product } from '../interactions/context.ts';
import type { ShopPage } from './made-up-readings.ts';

const SHOP = 'https://shop.example';

/** A product of a made-up shop, as its own page says it. */
export function madeUpProduct(name: string, price: number, more: Partial<Product> = {}): Product {
  const slug = name.toLowerCase().replace(/[^a-z0-9]+/g, '-');
  return {
    name,
    price,
    currency: 'EUR',
    availability: 'in-stock',
    brand: 'Norvane',
    rating: 4.4,
    sku: slug,
    source: 'json-ld',
    url: `${SHOP}/product/${slug}`,
    ...more,
  };
}

const controls = [
  ['searchbox', 'Search the shop'],
  ['link', 'Cart'],
] as const;

export const home: ShopPage = { url: `${SHOP}/`, kind: 'home', title: 'The shop', elements: controls };

export function results(query: string, products: readonly Product[], filter = ''): ShopPage {
  return {
    url: `${SHOP}/search?q=${query}${filter}`,
    kind: 'search',
    title: `Results for ${query}`,
    products,
    elements: controls,
  };
}

export function productPage(product: Product): ShopPage {
  return {
    url: product.url ?? '',
    kind: 'product',
    title: product.name,
    products: [product],
    elements: [...controls, ['button', 'Add to cart']],
  };
}

export const cartPage: ShopPage = {
  url: `${SHOP}/cart`,
  kind: 'cart',
  title: 'Your cart',
  elements: [...controls, ['link', 'Checkout']],
};
export const checkoutPage: ShopPage = { url: `${SHOP}/checkout`, kind: 'checkout', title: 'Checkout' };
export const confirmationPage: ShopPage = { url: `${SHOP}/order/1001`, kind: 'confirmation', title: 'Thank you' };

export function cartItem(product: Product, quantity = 1, name = product.name): CartItem {
  return { name, quantity, price: product.price };
}

export const searchField = { role: 'searchbox', name: 'Search the shop' };
export const addButton = { role: 'button', name: 'Add to cart' };
export const cartLink = { role: 'link', name: 'Cart' };
export const link = (name: string) => ({ role: 'link', name });
