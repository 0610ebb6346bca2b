import { expect, test } from 'vitest';
import { intent as intentSchema } from '../interactions/intent.ts';
import { goldenShopping } from '../recordings/golden-shopping.ts';
import {
  addButton,
  cartItem,
  cartLink,
  cartPage,
  checkoutPage,
  home,
  link,
  madeUpProduct,
  productPage,
  results,
  searchField,
} from '../recordings/made-up-shop.ts';
import { randomShopping } from '../recordings/random-shopping.ts';
import { recordShopping, type Shopper } from '../recordings/record-shopping.ts';
import { labelIntents } from './label-intents.ts';

const lamp = madeUpProduct('Paper Lamp', 30);
const chair = madeUpProduct('Oak Chair', 90);
const list = results('lamp', [lamp, chair]);
const button = (name: string) => ({ role: 'button', name });

const last = (shopper: Shopper) => labelIntents(shopper.interactions, null).at(-1);

test.each<[string, string, Shopper]>([
  ['search', 'Search for “lamp”.', recordShopping().open(home).type(searchField, 'lamp')],
  [
    'search',
    'Go to the search field.',
    recordShopping().open(home).click({ role: 'combobox', name: 'Search the shop', tag: 'input' }),
  ],
  ['inspect', 'Open “Paper Lamp”.', recordShopping().open(list).click(link('Paper Lamp'))],
  [
    'refine',
    'Narrow the list with “In stock”.',
    recordShopping().open(list).click({ role: 'checkbox', name: 'In stock' }),
  ],
  [
    'refine',
    'Sort the list: “Cheapest”.',
    recordShopping().open(list).choose({ role: 'combobox', name: 'Sort by' }, 'Cheapest'),
  ],
  ['browse', 'See more of the list with “Next page”.', recordShopping().open(list).click(link('Next page'))],
  [
    'configure',
    'Choose “L” for “Size”.',
    recordShopping().open(productPage(lamp)).choose({ role: 'combobox', name: 'Size' }, 'L'),
  ],
  ['add-to-cart', 'Put “Paper Lamp” in the cart.', recordShopping().open(productPage(lamp)).click(addButton)],
  ['add-to-cart', 'Put “Oak Chair” in the cart.', recordShopping().open(list).click(button('Add to cart: Oak Chair'))],
  ['edit-cart', 'Look into the cart.', recordShopping().open(list).click({ role: 'link', name: 'Cart (2)' })],
  [
    'edit-cart',
    'Take something out of the cart with “Remove”.',
    recordShopping().open(cartPage).click(button('Remove')),
  ],
  ['checkout', 'Go on to the checkout.', recordShopping().open(cartPage).click(link('Checkout'))],
  [
    'identify',
    'Enter an e-mail address.',
    recordShopping().open(checkoutPage).type({ role: 'textbox', name: 'E-mail' }, 'x', { kind: 'email' }),
  ],
  [
    'pay',
    'Enter the details of a card.',
    recordShopping().open(checkoutPage).type({ role: 'textbox', name: 'Number' }, 'x', { kind: 'card' }),
  ],
  ['order', 'Place the order.', recordShopping().open(checkoutPage).click(button('Place your order'))],
  ['order', 'Place the order.', recordShopping().open(checkoutPage).click(button('Zahlungspflichtig bestellen'))],
  [
    'dismiss',
    'Clear away what lies in front with “Accept all cookies”.',
    recordShopping().open(home).click(button('Accept all cookies')),
  ],
  ['navigate', 'Go through the history to a page seen before.', recordShopping().open(list).open(home, 'back-forward')],
  ['unknown', 'Click “Zzz”.', recordShopping().open(home).click(button('Zzz'))],
])('%s: %s', (label, text, shopper) => {
  expect(last(shopper)).toMatchObject({ label, text, source: 'rules' });
});

test('a category of bags is no cart', () => {
  expect(last(recordShopping().open(home).click(link('Bags & luggage')))?.label).toBe('browse');
  expect(last(recordShopping().open(home).click(link('Sleeping bag')))?.label).toBe('browse');
});

test('what an action caused has the same intent, with a little less confidence', () => {
  const shopper = recordShopping()
    .open(home)
    .type(searchField, 'lamp', { enter: { to: list } });
  const intents = labelIntents(shopper.interactions, null).slice(1);
  expect(intents.map(({ label }) => label)).toEqual(['search', 'search', 'search', 'search']);
  expect(intents[3]?.confidence).toBeLessThan(intents[0]?.confidence ?? 0);
});

test('a page that arrives after a scroll still comes of the click before it', () => {
  const { interactions } = recordShopping().open(productPage(lamp)).click(addButton).scroll(60).open(cartPage);
  const [, click, , arrival] = interactions;
  if (click === undefined || arrival?.action.type !== 'navigation') throw new Error('the recording has another shape');
  arrival.action = { ...arrival.action, cause: 'link', at: click.action.at + 900 };
  expect(labelIntents(interactions, null).map(({ label }) => label)).toEqual([
    'navigate',
    'add-to-cart',
    'inspect',
    'add-to-cart',
  ]);
});

test('the criterion that an interaction brings forward is named', () => {
  const { scenario, interactions } = goldenShopping();
  const intents = labelIntents(interactions, scenario);
  const adds = intents.filter(({ label }) => label === 'add-to-cart');
  expect(adds.at(-1)?.criterionId).toBe('chosen');
  expect(intents.filter(({ criterionId }) => criterionId === 'compared')).toHaveLength(3);
  expect(intents.some(({ label }) => label === 'compare')).toBe(true);
});

test('there is one valid intent for each interaction, the same every time', () => {
  for (let seed = 1; seed <= 10; seed++) {
    const interactions = randomShopping(seed, 60);
    const intents = labelIntents(interactions, null);
    expect(intents).toHaveLength(interactions.length);
    for (const intent of intents) expect(intentSchema.safeParse(intent).error).toBeUndefined();
    expect(labelIntents(structuredClone(interactions), null)).toEqual(intents);
  }
});

test('what is uncertain is said to be uncertain', () => {
  expect(last(recordShopping().open(home).click(button('Zzz')))?.confidence).toBeLessThan(0.3);
  expect(
    last(
      recordShopping()
        .open(productPage(lamp))
        .click(addButton, { cart: [cartItem(lamp)] })
        .click(cartLink),
    )?.confidence,
  ).toBeLessThan(1);
});
