import type { Scenario } from './scenario.ts';

const anyProduct = { maxPrice: null, brand: null, minRating: null };

const headphones: Scenario = {
  id: 'headphones-in-cart',
  title: 'Headphones for the train',
  task: 'Find a pair of headphones that costs at most 150 and put it in the cart.',
  persona: null,
  targetSite: null,
  category: 'electronics',
  difficulty: 'simple',
  expectedSteps: [
    'Open a shop',
    'Search for headphones',
    'Open a pair that costs at most 150',
    'Choose a colour, where the shop asks for one',
    'Put it in the cart',
    'Open the cart to check',
  ],
  criteria: [
    {
      ...anyProduct,
      type: 'cart-contains',
      id: 'headphones',
      description: 'Headphones for at most 150 are in the cart',
      keywords: ['headphones|headphone|earphones|headset'],
      minItems: 1,
      maxPrice: 150,
    },
  ],
  source: 'built-in',
};

const breakfast: Scenario = {
  id: 'mugs-and-kettle',
  title: 'A kettle and two mugs',
  task: 'Put a kettle rated 4 or better for at most 80 and two mugs for at most 20 each in the cart. Everything together may cost at most 120.',
  persona: 'Has just moved into a first flat and counts every coin.',
  targetSite: null,
  category: 'kitchen',
  difficulty: 'medium',
  expectedSteps: [
    'Open a shop',
    'Search for a kettle',
    'Open one that is rated 4 or better and costs at most 80',
    'Choose a colour, where the shop asks for one',
    'Put it in the cart',
    'Search for a mug',
    'Open one that costs at most 20',
    'Choose a colour, where the shop asks for one',
    'Set the quantity to two',
    'Put them in the cart',
    'Open the cart and check the total',
  ],
  criteria: [
    {
      ...anyProduct,
      type: 'cart-contains',
      id: 'kettle',
      description: 'A kettle rated 4 or better for at most 80 is in the cart',
      keywords: ['kettle'],
      minItems: 1,
      maxPrice: 80,
      minRating: 4,
    },
    {
      ...anyProduct,
      type: 'cart-contains',
      id: 'mugs',
      description: 'Two mugs for at most 20 each are in the cart',
      keywords: ['mug|cup'],
      minItems: 2,
      maxPrice: 20,
    },
    { type: 'cart-total-at-most', id: 'total', description: 'The cart costs at most 120', maxTotal: 120 },
  ],
  source: 'built-in',
};

const shoes: Scenario = {
  id: 'compare-and-order-shoes',
  title: 'Shoes, chosen with care',
  task: 'Look at at least three different pairs of shoes, trainers or boots. Choose one pair that costs at most 130 and is rated 4 or better, and order it. Use made-up details for name, address and payment, and only in a shop where nothing is really sold.',
  persona: 'Walks to work in any weather and reads the reviews before buying.',
  targetSite: null,
  category: 'clothing',
  difficulty: 'complex',
  expectedSteps: [
    'Open a shop',
    'Go to the shoes',
    'Open a first pair',
    'Go back to the list',
    'Open a second pair',
    'Go back to the list',
    'Open a third pair',
    'Decide, and open the chosen pair',
    'Choose a size',
    'Choose a colour, where the shop asks for one',
    'Put it in the cart',
    'Open the cart',
    'Go to the checkout',
    'Fill in the name',
    'Fill in the e-mail address',
    'Fill in the street',
    'Fill in the town and the postcode',
    'Choose the delivery',
    'Fill in the payment details',
    'Place the order',
  ],
  criteria: [
    {
      type: 'products-viewed',
      id: 'compared',
      description: 'At least three different pairs were looked at',
      keywords: ['shoes|trainers|boots|sneakers|sandals|loafers'],
      minProducts: 3,
    },
    {
      ...anyProduct,
      type: 'cart-contains',
      id: 'chosen',
      description: 'A pair for at most 130, rated 4 or better, was put in the cart',
      keywords: ['shoes|trainers|boots|sneakers|sandals|loafers'],
      minItems: 1,
      maxPrice: 130,
      minRating: 4,
    },
    { type: 'page-reached', id: 'ordered', description: 'The order was confirmed', pageKind: 'confirmation' },
  ],
  source: 'built-in',
};

/**
 * Tasks that need neither network nor key: one of each difficulty, in words that fit any general shop and with
 * criteria that a program checks.
 */
export const builtInScenarios: readonly Scenario[] = [headphones, breakfast, shoes];
