import type { Visit } from '../shop.ts';

const copy = {
  a: {
    add: 'Add to cart',
    added: 'Added to cart',
    cart: 'Cart',
    checkout: 'Go to checkout',
    filter: 'Apply filters',
    also: 'Customers also bought',
    place: 'Place order',
  },
  b: {
    add: 'Add to basket',
    added: 'Added to basket',
    cart: 'Basket',
    checkout: 'Check out',
    filter: 'Show results',
    also: 'Often bought together',
    place: 'Place order now',
  },
} as const;

/** The shop's words where the redesign says things differently. */
export function say(visit: Visit, key: keyof (typeof copy)['a']): string {
  return copy[visit.shop.variant][key];
}
