import { expect, test } from 'vitest';
import {
  addButton,
  cartItem,
  cartLink,
  cartPage,
  checkoutPage,
  confirmationPage,
  home,
  link,
  madeUpProduct,
  productPage,
  results,
  searchField,
} from '../recordings/made-up-shop.ts';
import { recordShopping, type Shopper, type ShopperOptions } from '../recordings/record-shopping.ts';
import { judgeOutcome } from './judge-outcome.ts';
import { scenario as scenarioSchema, type Criterion, type Scenario } from './scenario.ts';

const trail = madeUpProduct('Trail Running Shoes', 115, { brand: 'Fellgate', rating: 4.3 });
const court = madeUpProduct('Court Leather Trainers', 99, { brand: 'Strandby', rating: 4.6 });
const boots = madeUpProduct('Winter Walking Boots', 169, { brand: 'Fellgate', rating: 4.7 });
const mug = madeUpProduct('Tall Breakfast Mug', 14, { brand: 'Potter’s Row' });

function contains(more: Partial<Extract<Criterion, { type: 'cart-contains' }>>): Criterion {
  return {
    type: 'cart-contains',
    id: 'cart',
    description: 'It is in the cart',
    keywords: ['shoes|trainers|boots'],
    minItems: 1,
    maxPrice: null,
    brand: null,
    minRating: null,
    ...more,
  };
}

function task(...criteria: Criterion[]): Scenario {
  return scenarioSchema.parse({
    id: 'task',
    title: 'Task',
    task: 'Do it.',
    persona: null,
    targetSite: null,
    category: 'test',
    difficulty: 'simple',
    expectedSteps: ['One', 'Two', 'Three', 'Four'],
    criteria,
    source: 'written',
  });
}

function judge(shopper: Shopper, ...wanted: Criterion[]) {
  const criteria = wanted.length > 0 ? wanted : [contains({})];
  const outcome = judgeOutcome({
    scenario: task(...criteria),
    interactions: shopper.interactions,
    steps: [],
    pauses: [],
    gaveUpReason: null,
  });
  return { ...outcome, first: outcome.criteria[0] };
}

function bring(product: typeof trail, options?: ShopperOptions): Shopper {
  return recordShopping(options)
    .open(home)
    .type(searchField, 'shoes', { enter: { to: results('shoes', [trail, court, boots]) } })
    .click(link(product.name), { to: productPage(product) });
}

test('a product that fits and is listed in the cart meets the criterion', () => {
  const shopper = bring(trail)
    .click(addButton, { cart: [cartItem(trail, 1, 'Trail Running Shoes – UK 9, rust')] })
    .click(cartLink, { to: cartPage });
  shopper.click({ role: 'link', name: 'Checkout' }, { to: checkoutPage });
  const outcome = judge(shopper, contains({ maxPrice: 120, brand: 'fellgate', minRating: 4 }));
  expect(outcome.first).toMatchObject({ met: true, progress: 1 });
  expect(outcome.completed).toBe(true);
  expect(outcome.itemsFound).toBe(1);
});

test('the criterion is met by the click that put the product in, not by a later look at the cart', () => {
  const shopper = bring(trail);
  shopper.click(addButton, { cart: [cartItem(trail)] });
  const added = shopper.interactions.at(-1)?.id;
  shopper.click(cartLink, { to: cartPage }).scroll(200);
  expect(judge(shopper, contains({})).first?.metBy).toBe(added);
});

test('a cart that is a counter only is judged by what was added, and says so', () => {
  const outcome = judge(
    bring(trail, { showsCart: 'counter' }).click(addButton, { cart: [cartItem(trail)] }),
    contains({ maxPrice: 120 }),
  );
  expect(outcome.first).toMatchObject({ met: true });
  expect(outcome.first?.explanation).toContain('add to cart');
});

test('a shop that shows no cart at all is judged by the clicks on “add to cart”', () => {
  const outcome = judge(
    bring(court, { showsCart: 'nowhere' }).click(addButton, { says: 'Added' }),
    contains({ maxPrice: 120 }),
  );
  expect(outcome.first?.met).toBe(true);
});

test('a click on “add to cart” that the page refuses adds nothing', () => {
  const refused = bring(trail, { showsCart: 'nowhere' }).click(addButton, { asks: 'Please choose a size' });
  expect(judge(refused, contains({})).first).toMatchObject({ met: false, progress: 0.3 });
  expect(judge(bring(trail).click(addButton, {}), contains({})).first?.met).toBe(false);
});

test('what was taken out of the cart again no longer counts', () => {
  const shopper = bring(trail)
    .click(addButton, { cart: [cartItem(trail)] })
    .click(cartLink, { to: cartPage })
    .click({ role: 'button', name: 'Remove Trail Running Shoes' }, { cart: [] });
  const outcome = judge(shopper, contains({}));
  expect(outcome.first).toMatchObject({ met: false, metBy: null });
  expect(outcome.itemsFound).toBe(0);
});

test('one of two products that is taken out leaves the other', () => {
  const shopper = bring(trail).click(addButton, { cart: [cartItem(trail)] });
  shopper
    .click(link('Trainers'), { to: productPage(court) })
    .click(addButton, { cart: [cartItem(trail), cartItem(court)] });
  shopper
    .click(cartLink, { to: cartPage })
    .click({ role: 'button', name: 'Remove', nearby: ['Trail Running Shoes', '115.00'] }, { cart: [cartItem(court)] });
  expect(judge(shopper, contains({ keywords: ['running shoes'] })).first?.met).toBe(false);
  expect(judge(shopper, contains({ keywords: ['trainers'] })).first?.met).toBe(true);
});

test('the quantity counts, and too few are credited in part', () => {
  const shopper = bring(mug);
  shopper.click(addButton, { cart: [cartItem(mug)] });
  expect(judge(shopper, contains({ keywords: ['mug'], minItems: 2 })).first).toMatchObject({
    met: false,
    progress: 0.5,
  });
  shopper.click(addButton, { cart: [cartItem(mug, 2)] });
  expect(judge(shopper, contains({ keywords: ['mug'], minItems: 2 })).first?.met).toBe(true);
});

test('a product that is too dear is named with its price and credited in part', () => {
  const outcome = judge(bring(boots).click(addButton, { cart: [cartItem(boots)] }), contains({ maxPrice: 120 }));
  expect(outcome.first?.met).toBe(false);
  expect(outcome.first?.progress).toBeGreaterThan(0.3);
  expect(outcome.first?.explanation).toContain('169.00');
});

test('the brand and the rating are remembered from the product’s page', () => {
  const shopper = bring(trail)
    .click(addButton, { cart: [cartItem(trail)] })
    .click(cartLink, { to: cartPage })
    .scroll(100);
  expect(judge(shopper, contains({ brand: 'Strandby' })).first?.explanation).toContain('Fellgate');
  expect(judge(shopper, contains({ minRating: 4.5 })).first?.met).toBe(false);
  expect(judge(shopper, contains({ minRating: 4.3, brand: 'Fellgate' })).first?.met).toBe(true);
});

test('what was ordered still counts when the shop has emptied the cart', () => {
  const shopper = bring(court)
    .click(addButton, { cart: [cartItem(court)] })
    .click(cartLink, { to: cartPage });
  shopper
    .click(link('Checkout'), { to: checkoutPage })
    .click({ role: 'button', name: 'Place order' }, { to: confirmationPage, cart: [] })
    .scroll(100);
  const ordered: Criterion = { type: 'page-reached', id: 'page', description: 'Ordered', pageKind: 'confirmation' };
  const total: Criterion = { type: 'cart-total-at-most', id: 'total', description: 'Cheap', maxTotal: 100 };
  expect(judge(shopper, ordered, contains({ maxPrice: 100 }), total).criteria.map(({ met }) => met)).toEqual([
    true,
    true,
    true,
  ]);
});

test('the total counts all pieces, and an empty cart does not cost little', () => {
  const total: Criterion = { type: 'cart-total-at-most', id: 'total', description: 'Cheap', maxTotal: 200 };
  const shopper = bring(court);
  expect(judge(shopper, total).first).toMatchObject({ met: false, progress: 0 });
  shopper.click(addButton, { cart: [cartItem(court, 2)] });
  expect(judge(shopper, total).first).toMatchObject({ met: true });
  shopper.click(addButton, { cart: [cartItem(court, 3)] });
  expect(judge(shopper, total).first).toMatchObject({ met: false });
  expect(judge(shopper, total).first?.explanation).toContain('97.00 too much');
});

test('different products are counted once each, however often they are looked at', () => {
  const viewed: Criterion = {
    type: 'products-viewed',
    id: 'v',
    description: 'Compare',
    keywords: ['shoe|trainer|boot'],
    minProducts: 3,
  };
  const shopper = bring(trail)
    .open(results('shoes', [trail, court, boots]), 'back-forward')
    .click(link(trail.name), { to: productPage(trail) });
  shopper.click(link('x'), { to: productPage(mug) }).click(link(court.name), { to: productPage(court) });
  expect(judge(shopper, viewed).first).toMatchObject({ met: false, progress: 2 / 3 });
  shopper.click(link(boots.name), { to: productPage(boots) });
  expect(judge(shopper, viewed).first?.met).toBe(true);
});

test('who gives up has not completed the task', () => {
  const shopper = bring(trail).click(addButton, { cart: [cartItem(trail)] });
  const request = { scenario: task(contains({})), interactions: shopper.interactions, steps: [], pauses: [] };
  expect(judgeOutcome({ ...request, gaveUpReason: 'Too slow' }).completed).toBe(false);
  expect(judgeOutcome({ ...request, gaveUpReason: null }).completed).toBe(true);
});

test('without a task there is nothing to complete, and what is in the cart is counted', () => {
  const shopper = bring(trail).click(addButton, { cart: [cartItem(trail, 2)] });
  const outcome = judgeOutcome({
    scenario: null,
    interactions: shopper.interactions,
    steps: [],
    pauses: [],
    gaveUpReason: null,
  });
  expect(outcome).toMatchObject({ completed: null, progress: null, efficiency: null, itemsFound: 2 });
});

test('pauses and idle spans are not time on the task', () => {
  const shopper = bring(trail);
  const active = judge(shopper).activeMs;
  shopper.wait(600_000).scroll(100);
  const end = shopper.interactions.at(-1)?.action.at ?? 0;
  const request = { scenario: null, interactions: shopper.interactions, steps: [], gaveUpReason: null };
  expect(judgeOutcome({ ...request, pauses: [] }).activeMs - active).toBeLessThan(1_000);
  expect(judgeOutcome({ ...request, pauses: [{ from: end - 600_000, to: end }] }).activeMs - active).toBeLessThan(
    5_000,
  );
});

test('the carts of two shops are kept apart', () => {
  const elsewhere = { url: 'https://other.example/', kind: 'home', title: 'Other' } as const;
  const shopper = bring(trail).click(addButton, { cart: [cartItem(trail)] });
  const inFirst = shopper.interactions.length;
  shopper.open(elsewhere).click(link('News'), { cart: [] }).scroll(300).click(link('More'));
  expect(inFirst).toBeGreaterThan(0);
  expect(judge(shopper, contains({})).first?.met).toBe(true);
});

test('a cart page that no longer lists a product has lost it, however that came about', () => {
  const shopper = bring(trail).click(addButton, { cart: [cartItem(trail), cartItem(mug)] });
  shopper
    .click(cartLink, { to: cartPage })
    .scroll(50)
    .click({ role: 'button', name: '▾' }, { to: cartPage, cart: [cartItem(mug)] });
  expect(judge(shopper, contains({})).first?.met).toBe(false);
  expect(judge(shopper, contains({ keywords: ['mug'] })).first?.met).toBe(true);
});

test('a click and the form that it sends put one piece in the cart, not two', () => {
  const shopper = bring(trail, { showsCart: 'counter' }).click(addButton, { cart: [cartItem(trail)] });
  const clicked = shopper.interactions.at(-1);
  if (clicked === undefined) throw new Error('There is a click.');
  const action = { type: 'submit', at: clicked.action.at + 5, isTrusted: true, method: 'post', fieldCount: 2 } as const;
  shopper.interactions.push({ ...clicked, id: '00000009-0000-7000-8000-000000000001', sequence: 99, action });
  expect(judge(shopper, contains({ minItems: 2 })).first).toMatchObject({ met: false, progress: 0.5 });
  expect(judge(shopper, contains({})).itemsFound).toBe(1);
});

test('an order stays an order after the shop shows an empty cart again', () => {
  const shopper = bring(court)
    .click(addButton, { cart: [cartItem(court)] })
    .click(cartLink, { to: cartPage });
  shopper.click(link('Checkout'), { to: checkoutPage });
  shopper
    .click({ role: 'button', name: 'Place order' }, { to: confirmationPage, cart: [] })
    .click(link('Home'), { to: home });
  shopper.click(cartLink, { to: cartPage }).scroll(10);
  expect(judge(shopper, contains({})).first?.met).toBe(true);
  expect(judge(shopper, contains({})).itemsFound).toBe(1);
});

test('a drawer that shows only the newest line leaves the others in the cart', () => {
  const drawer = { ...home, url: 'https://shop.example/drawer' };
  const shopper = bring(trail, { showsCart: 'counter' }).click(addButton, { cart: [cartItem(trail)] });
  shopper.open(drawer).scroll(20);
  const last = shopper.interactions.at(-1);
  if (last === undefined || 'absent' in last.context) throw new Error('There is a reading.');
  last.context.cart = { count: 2, total: null, currency: 'EUR', items: [cartItem(mug)] };
  expect(judge(shopper, contains({})).first?.met).toBe(true);
  expect(judge(shopper, contains({ keywords: ['mug'] })).first?.met).toBe(true);
});

test('an empty cart after “place order” is an order, however the shop’s confirmation is addressed', () => {
  const thanks = { url: 'https://shop.example/order/4711', kind: 'account', title: 'Order 4711' } as const;
  const shopper = bring(court)
    .click(addButton, { cart: [cartItem(court)] })
    .click(cartLink, { to: cartPage });
  shopper.click(link('Checkout'), { to: checkoutPage });
  const ordered: Criterion = { type: 'page-reached', id: 'page', description: 'Ordered', pageKind: 'confirmation' };
  expect(judge(shopper, ordered).first?.met).toBe(false);
  shopper.click({ role: 'button', name: 'Place order' }, { to: thanks, cart: [] });
  expect(judge(shopper, ordered, contains({})).criteria.map(({ met }) => met)).toEqual([true, true]);
});

test('looking into one’s account with an empty cart is no order', () => {
  const account = { url: 'https://shop.example/account', kind: 'account', title: 'Account' } as const;
  const ordered: Criterion = { type: 'page-reached', id: 'page', description: 'Ordered', pageKind: 'confirmation' };
  expect(judge(bring(court).open(account).scroll(10), ordered).first?.met).toBe(false);
});

test('a total that is far below what the pieces cost is not believed', () => {
  const total: Criterion = { type: 'cart-total-at-most', id: 'total', description: 'Cheap', maxTotal: 50 };
  const shopper = bring(court)
    .click(addButton, { cart: [cartItem(court)] })
    .click(cartLink, { to: cartPage })
    .scroll(10);
  for (const one of shopper.interactions)
    if (!('absent' in one.context) && one.context.cart !== null) one.context.cart.total = 16.5;
  expect(judge(shopper, total).first?.met).toBe(false);
});
