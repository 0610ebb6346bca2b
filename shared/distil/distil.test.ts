import { expect, test } from 'vitest';
import { labelIntents } from '../intent/label-intents.ts';
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
} from '../recordings/made-up-shop.ts';
import { randomShopping } from '../recordings/random-shopping.ts';
import { recordShopping, type Shopper } from '../recordings/record-shopping.ts';
import { builtInScenarios } from '../scenarios/library.ts';
import type { Criterion } from '../scenarios/scenario.ts';
import { closeTrajectory } from './close-trajectory.ts';
import { distil } from './distil.ts';
import { step as stepSchema } from './step.ts';

const lamp = madeUpProduct('Paper Lamp', 30);
const chair = madeUpProduct('Oak Chair', 90);
const list = results('lamp', [lamp, chair]);
const checkbox = { role: 'checkbox', name: 'In stock' };

const distilled = (interactions: readonly Interaction[], scenario = null) =>
  distil(interactions, labelIntents(interactions, scenario), scenario);
const path = (shopper: Shopper) => distilled(shopper.interactions).map(({ call, label }) => `${call.name} ${label}`);

test('every interaction is in exactly one step, whatever was done', () => {
  for (let seed = 1; seed <= 40; seed++) {
    const interactions = randomShopping(seed, 10 + seed * 3);
    const scenario = builtInScenarios[seed % 4] ?? null;
    const steps = distil(interactions, labelIntents(interactions, scenario), scenario);
    const ids = steps.flatMap(({ interactionIds }) => interactionIds);
    expect(ids.toSorted(), `seed ${seed}`).toEqual(interactions.map(({ id }) => id).toSorted());
    expect(steps.map(({ index }) => index)).toEqual(steps.map((_, index) => index));
    for (const step of steps) expect(stepSchema.safeParse(step).error, `seed ${seed}`).toBeUndefined();
  }
});

test('the same recording always gives the same steps', () => {
  const interactions = randomShopping(7, 80);
  expect(distilled(interactions)).toEqual(distilled(structuredClone(interactions)));
});

test('a click into a field, typing, Enter, the submission and the arrival are one step', () => {
  const shopper = recordShopping()
    .open(home)
    .click(searchField)
    .type(searchField, 'lamp', { enter: { to: list } });
  const steps = distilled(shopper.interactions);
  expect(steps).toHaveLength(2);
  expect(steps[1]?.call).toEqual({ name: 'browser_type', arguments: { target: 'e1', text: 'lamp', submit: true } });
  expect(steps[1]?.interactionIds).toHaveLength(5);
  expect(steps[1]?.observation.url).toBe(home.url);
});

test('a value that is corrected ends on the last text', () => {
  const shopper = recordShopping()
    .open(home)
    .type(searchField, 'lapm')
    .type(searchField, 'lamp', { enter: { to: list } });
  expect(distilled(shopper.interactions).map(({ call }) => call.arguments)).toEqual([
    { url: home.url },
    { target: 'e1', text: 'lamp', submit: true },
  ]);
});

test('a click takes in the page that it led to', () => {
  const steps = distilled(
    recordShopping()
      .open(list)
      .click(link(lamp.name), { to: productPage(lamp) }).interactions,
  );
  expect(steps[1]).toMatchObject({ call: { name: 'browser_click' }, effect: 'Led to a product page “Paper Lamp”.' });
  expect(steps[1]?.interactionIds).toHaveLength(2);
});

test('a page that is asked for long after a click is a step of its own', () => {
  const shopper = recordShopping().open(home).click({ role: 'button', name: 'Menu' }).wait(60_000).open(list);
  expect(distilled(shopper.interactions).at(-1)?.call).toEqual({
    name: 'browser_navigate',
    arguments: { url: list.url },
  });
});

test('a box and the change that it reports are one click', () => {
  const steps = distilled(recordShopping().open(list).tick(checkbox, true).interactions);
  expect(steps.at(-1)).toMatchObject({ call: { name: 'browser_click' }, label: 'essential' });
  expect(steps.at(-1)?.interactionIds).toHaveLength(2);
});

test('scrolling in one go is one step with its net distance', () => {
  const steps = distilled(recordShopping().open(list).scroll(400).scroll(300).scroll(-100).interactions);
  expect(steps.at(-1)?.call).toEqual({ name: 'browser_scroll', arguments: { direction: 'down', amount: 600 } });
});

test('scrolling away and back is redundant, and scrolling to the next target is essential', () => {
  expect(path(recordShopping().open(list).scroll(400).scroll(-400)).at(-1)).toBe('browser_scroll redundant');
  const reached = recordShopping()
    .open(list)
    .scroll(900)
    .click({ ...link(lamp.name), y: 500 });
  expect(path(reached)[1]).toBe('browser_scroll essential');
  const idle = recordShopping()
    .open(list)
    .scroll(50)
    .click({ ...link(lamp.name), y: 500 });
  expect(path(idle)[1]).toBe('browser_scroll exploratory');
});

test('a box that is ticked and cleared again is a mistake and its undoing', () => {
  expect(path(recordShopping().open(list).tick(checkbox, true).tick(checkbox, false)).slice(1)).toEqual([
    'browser_click mistaken',
    'browser_click redundant',
  ]);
});

test('another choice and back to what was chosen at first leads nowhere', () => {
  const [black, ivory] = ['Black', 'Ivory'].map((name) => ({ role: 'radio', name, tag: 'input' }));
  if (black === undefined || ivory === undefined) throw new Error('there are two');
  const page = { ...productPage(lamp), elements: [['radio', 'Black'] as const, ['radio', 'Ivory'] as const] };
  const choose = (isBlackFirst: boolean): string[] => {
    const shopper = recordShopping().open(page).tick(ivory, true).tick(black, true);
    for (const { context, locators } of shopper.interactions) {
      if ('snapshot' in context && isBlackFirst)
        context.snapshot = context.snapshot.replace('"Black"', '"Black" [checked]');
      if ('fingerprint' in locators) locators.fingerprint.attributes['name'] = 'colour';
    }
    return path(shopper).slice(1);
  };
  expect(choose(true)).toEqual(['browser_click mistaken', 'browser_click redundant']);
  expect(choose(false)).toEqual(['browser_click mistaken', 'browser_click essential']);
});

test('a filter that is undone by going back is a mistake', () => {
  const filtered = results('lamp', [lamp], '&max=50');
  const shopper = recordShopping()
    .open(list)
    .click({ role: 'link', name: 'Under 50, price' }, { to: filtered })
    .open(list, 'back-forward');
  expect(path(shopper).slice(1)).toEqual(['browser_click mistaken', 'browser_navigate_back redundant']);
});

test('a product that was looked at and left is exploratory', () => {
  const shopper = recordShopping()
    .open(list)
    .click(link(chair.name), { to: productPage(chair) })
    .scroll(200)
    .open(list, 'back-forward');
  shopper.click(link(lamp.name), { to: productPage(lamp) }).click(addButton, { cart: [cartItem(lamp)] });
  const steps = distilled(shopper.interactions);
  expect(steps.map(({ label }) => label)).toEqual([
    'essential',
    'exploratory',
    'exploratory',
    'redundant',
    'essential',
    'essential',
  ]);
  expect(steps[1]?.reason).toContain('Oak Chair');
});

test('what is put in the cart and taken out again is a mistake and its undoing', () => {
  const shopper = recordShopping()
    .open(productPage(lamp))
    .click(addButton, { cart: [cartItem(lamp)] })
    .click(cartLink, { to: cartPage });
  shopper.click({ role: 'button', name: 'Remove Paper Lamp' }, { cart: [] });
  expect(path(shopper).slice(1)).toEqual([
    'browser_click mistaken',
    'browser_click exploratory',
    'browser_click redundant',
  ]);
});

test('what a cart page no longer lists was taken out, even where nothing says “remove”', () => {
  const shopper = recordShopping({ showsCart: 'listed' })
    .open(productPage(lamp))
    .click(addButton, { cart: [cartItem(lamp)] });
  const added = shopper.interactions.at(-1);
  if (added === undefined) throw new Error('There is a click.');
  // The form that the click sends sees the counter rise as well.
  const action = { type: 'submit', at: added.action.at + 5, isTrusted: true, method: 'post', fieldCount: 2 } as const;
  shopper.interactions.push({ ...added, id: '00000009-0000-7000-8000-000000000001', sequence: 99, action });
  shopper.click(cartLink, { to: cartPage }).click({ role: 'button', name: '▾' }, { to: cartPage, cart: [] });
  expect(path(shopper).slice(1)).toEqual([
    'browser_click mistaken',
    'browser_click exploratory',
    'browser_click redundant',
  ]);
});

test('opening the page of a cart that the shop has emptied takes nothing out', () => {
  const filled = () =>
    recordShopping()
      .open(productPage(lamp))
      .click(addButton, { cart: [cartItem(lamp)] });
  const looks = [
    filled().click(cartLink, { to: cartPage, cart: [] }),
    filled().click(cartLink, { route: cartPage, cart: [] }),
    filled().wait(60_000).click(link('Home'), { to: home, cart: [] }),
  ];
  for (const shopper of looks) {
    const steps = distilled(shopper.interactions);
    expect(steps[1]).toMatchObject({
      label: 'mistaken',
      reason: 'What this put in the cart was no longer there in step 3.',
    });
    expect(steps[2]?.reason).not.toContain('takes back');
  }
  const removed = filled()
    .click(cartLink, { to: cartPage })
    .click({ role: 'link', name: 'Remove Paper Lamp' }, { to: cartPage, cart: [] });
  expect(distilled(removed.interactions)[3]).toMatchObject({
    label: 'redundant',
    reason: 'This only takes back step 2.',
  });
});

test('coming back to a list after something was put in the cart is no detour', () => {
  const shopper = recordShopping()
    .open(list)
    .click(link(lamp.name), { to: productPage(lamp) })
    .click(addButton, { cart: [cartItem(lamp)] });
  shopper
    .open(list, 'back-forward')
    .click(link(chair.name), { to: productPage(chair) })
    .click(addButton, { cart: [cartItem(lamp), cartItem(chair)] });
  expect(distilled(shopper.interactions).map(({ label }) => label)).toEqual(
    Array.from({ length: 6 }, () => 'essential'),
  );
});

test('coming back from a product that the task asks to compare is no detour', () => {
  const viewed: Criterion = { type: 'products-viewed', id: 'v', description: 'Two', keywords: [], minProducts: 2 };
  const base = builtInScenarios[0];
  if (base === undefined) throw new Error('There is a task.');
  const scenario = { ...base, criteria: [viewed] };
  const shopper = recordShopping()
    .open(list)
    .click(link(lamp.name), { to: productPage(lamp) })
    .open(list, 'back-forward')
    .scroll(10);
  shopper.click(link(chair.name), { to: productPage(chair) });
  // Reported late, from the list that was being left.
  const [opened] = shopper.interactions.slice(1, 2);
  const scroll = shopper.interactions.find(({ action }) => action.type === 'scroll');
  if (opened === undefined || scroll === undefined) throw new Error('There is a path.');
  const late = { ...scroll, id: '00000009-0000-7000-8000-000000000001', pageId: opened.pageId };
  const interactions = [...shopper.interactions.slice(0, 2), late, ...shopper.interactions.slice(2)];
  const steps = distil(interactions, labelIntents(interactions, scenario), scenario);
  expect(steps.filter(({ call }) => call.name !== 'browser_scroll').map(({ label }) => label)).toEqual([
    'essential',
    'essential',
    'essential',
    'essential',
  ]);
});

test('a click that changes nothing is a mistake', () => {
  expect(path(recordShopping().open(list).click({ role: 'img', name: 'Picture' }, { nothing: true })).at(-1)).toBe(
    'browser_click mistaken',
  );
});

test('a choice that is made anew supersedes the one before', () => {
  const size = { role: 'combobox', name: 'Size' };
  const shopper = recordShopping().open(productPage(lamp)).choose(size, 'S').press('Escape').choose(size, 'M');
  expect(path(shopper)[1]).toBe('browser_select_option mistaken');
  expect(path(shopper).at(-1)).toBe('browser_select_option essential');
});

test('a dialog that is opened and closed again was only looked at', () => {
  const shopper = recordShopping()
    .open(productPage(lamp))
    .click(link('Size guide'), { opens: 'Size guide' })
    .click({ role: 'button', name: 'Close' });
  const closing = shopper.interactions.at(-1);
  if (closing === undefined || 'absent' in closing.state) throw new Error('There is a state.');
  closing.state.dialogs.closed = ['Size guide'];
  expect(path(shopper).slice(1)).toEqual(['browser_click exploratory', 'browser_click redundant']);
});

test('going back is told by the tab’s history, not by the referrer that the document names', () => {
  const shopper = recordShopping()
    .open(home)
    .click(link('Lamps'), { to: list })
    .click(link(lamp.name), { to: productPage(lamp) })
    .open(list, 'back-forward');
  const back = shopper.interactions.at(-1);
  if (back?.action.type !== 'navigation') throw new Error('There is a navigation.');
  back.action.fromUrl = home.url;
  const step = distilled(shopper.interactions).at(-1);
  expect(step?.call.name).toBe('browser_navigate_back');
  expect(step?.observation.url).toBe(productPage(lamp).url);
});

test('going back within one address is going back, going forward again is not', () => {
  const product = productPage(lamp);
  const reviews = { ...product, url: `${product.url}#reviews` };
  const shopper = recordShopping()
    .open(list)
    .click(link(lamp.name), { to: product })
    .click(link('Reviews'), { route: reviews })
    .open(product, 'back-forward')
    .open(reviews, 'back-forward')
    .open(product, 'back-forward')
    .open(list, 'back-forward');
  expect(
    distilled(shopper.interactions)
      .slice(3)
      .map(({ call }) => call.name),
  ).toEqual(['browser_navigate_back', 'browser_navigate', 'browser_navigate_back', 'browser_navigate_back']);
});

test('a cookie banner that lies over every page of a shop is told once', () => {
  const shopper = recordShopping()
    .open(home)
    .click(link('Lamps'), { to: list })
    .click(link(lamp.name), { to: productPage(lamp) })
    .click({ role: 'button', name: 'Size guide' }, { opens: 'Size guide' });
  for (const { state, action } of shopper.interactions)
    if (action.type === 'navigation' && !('absent' in state)) state.dialogs.opened = ['We value your privacy: cookies'];
  const effects = distilled(shopper.interactions).map(({ effect }) => effect);
  expect(effects.filter((effect) => effect.includes('A cookie banner came up.'))).toHaveLength(1);
  expect(effects[0]).toContain('A cookie banner came up.');
  expect(effects.filter((effect) => effect.includes('A dialog opened'))).toEqual(['A dialog opened: “Size guide”.']);
});

test('scrolling that is reported while the page is being left does not blur where the click led', () => {
  const shopper = recordShopping().open(list).click(link(lamp.name));
  const [, click] = shopper.interactions;
  shopper.scroll(800).open(productPage(lamp)).open(list, 'back-forward');
  const [arrival, back] = shopper.interactions.slice(-2);
  if (click === undefined || arrival?.action.type !== 'navigation' || back === undefined)
    throw new Error('There is a path.');
  arrival.action.cause = 'link';
  const steps = distilled(shopper.interactions);
  expect(steps.map(({ call }) => call.name)).toEqual([
    'browser_navigate',
    'browser_click',
    'browser_scroll',
    'browser_navigate_back',
  ]);
  expect(steps[1]?.interactionIds).toEqual([click.id, arrival.id]);
});

test('without a reference in the snapshot the best locator is the target', () => {
  const shopper = recordShopping().open(list).click(link(lamp.name));
  const blind = shopper.interactions.map((interaction) => {
    const { locators } = interaction;
    if ('absent' in locators) return interaction;
    const wrong = { tested: 9, found: 3, wrong: 2 };
    const candidates = locators.candidates.map((one) =>
      one.kind === 'role' ? { ...one, reliability: 0.99, record: wrong } : one,
    );
    return { ...interaction, locators: { ...locators, candidates, target: { ...locators.target, ref: null } } };
  });
  const step = distilled(blind).at(-1);
  expect(step?.call).toEqual({ name: 'browser_click', arguments: { target: '[data-name="Paper Lamp"]' } });
  expect(step?.target?.selectors.at(-1)).toContain('role=');
});

test('the closing step says whether the task was done', () => {
  const { interactions } = recordShopping().open(list);
  const outcome = {
    scenarioId: 'x',
    completed: false,
    progress: 0,
    itemsFound: 0,
    efficiency: 0,
    activeMs: 0,
    steps: 1,
    expectedSteps: 3,
    detours: 0,
  };
  const criteria = [{ criterionId: 'c', progress: 0, met: false, explanation: 'The cart is empty.', metBy: null }];
  const steps = closeTrajectory(distilled(interactions), { ...outcome, criteria }, interactions.at(-1));
  expect(steps.at(-1)).toMatchObject({
    index: 1,
    interactionIds: [],
    call: { name: 'task_done', arguments: { success: false } },
  });
  expect(steps.at(-1)?.call.arguments).toMatchObject({ summary: 'Not done. The cart is empty.' });
  expect(stepSchema.safeParse(steps.at(-1)).success).toBe(true);
});
