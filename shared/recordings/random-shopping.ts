import type { Interaction } from '../interactions/interaction.ts';
import {
  addButton,
  cartItem,
  cartLink,
  cartPage,
  home,
  link,
  madeUpProduct,
  productPage,
  results,
  searchField,
} from './made-up-shop.ts';
import { recordShopping, type Shopper } from './record-shopping.ts';

/** Numbers between 0 and 1 that look random and are the same for the same seed (xorshift, Marsaglia 2003). */
export function randomNumbers(seed: number): () => number {
  let state = (seed * 2_654_435_761) >>> 0 || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return state / 2 ** 32;
  };
}

const products = ['Oak Chair', 'Steel Kettle', 'Wool Scarf', 'Trail Running Shoes', 'Paper Lamp'].map((name, index) =>
  madeUpProduct(name, 20 + index * 15),
);

type Move = (shopper: Shopper, random: () => number) => void;

const moves: readonly Move[] = [
  (shopper) => shopper.type(searchField, 'lamp', { enter: { to: results('lamp', products) } }),
  (shopper) => shopper.type(searchField, 'sca'),
  (shopper, random) => shopper.scroll(random() < 0.7 ? 300 : -200),
  (shopper, random) => {
    const product = products[Math.floor(random() * products.length)] ?? products[0];
    if (product !== undefined) shopper.click(link(product.name), { to: productPage(product) });
  },
  (shopper, random) => {
    const product = products[Math.floor(random() * products.length)] ?? products[0];
    if (product !== undefined) shopper.click(addButton, { cart: [cartItem(product)], says: 'Added' });
  },
  (shopper) => shopper.click(cartLink, { to: cartPage }),
  (shopper) => shopper.click({ role: 'button', name: 'Remove' }, { cart: [] }),
  (shopper) => shopper.open(home, 'back-forward'),
  (shopper, random) =>
    shopper.tick({ role: 'checkbox', name: 'In stock' }, random() < 0.5, {
      route: results('lamp', products, `&stock=${random() < 0.5}`),
    }),
  (shopper, random) => shopper.choose({ role: 'combobox', name: 'Size' }, random() < 0.5 ? 'S' : 'M'),
  (shopper) => shopper.press('Tab'),
  (shopper) => shopper.click(searchField),
  (shopper) => shopper.click({ role: 'button', name: 'Wish' }, { nothing: true }),
  (shopper) => shopper.open(home, 'reload'),
];

/** Somebody who does anything at any time; for properties that must hold for every session. */
export function randomShopping(seed: number, length: number): Interaction[] {
  const random = randomNumbers(seed);
  const shopper = recordShopping().open(home);
  while (shopper.interactions.length < length) moves[Math.floor(random() * moves.length)]?.(shopper, random);
  return shopper.interactions;
}
