import { expect, test } from 'vitest';
import { labelIntents } from '../intent/label-intents.ts';
import type { Interaction } from '../interactions/interaction.ts';
import { judgeSession } from '../judge-session.ts';
import {
  addButton,
  cartItem,
  home,
  link,
  madeUpProduct,
  productPage,
  results,
  searchField,
} from '../recordings/made-up-shop.ts';
import { goldenShopping } from '../recordings/golden-shopping.ts';
import { recordShopping } from '../recordings/record-shopping.ts';
import type { Gap } from '../session/gaps.ts';
import { makeExamples } from '../training/make-examples.ts';
import { distil } from './distil.ts';
import { step as stepSchema, type Step } from './step.ts';

const lamp = madeUpProduct('Paper Lamp', 30);
const list = results('lamp', [lamp]);

const distilled = (interactions: readonly Interaction[], pauses: readonly Gap[]): Step[] =>
  distil(interactions, labelIntents(interactions, null), null, { pauses });

/** A gap of the browser's right before the interaction of this number. */
function gapBefore(interactions: readonly Interaction[], index: number): Gap {
  const [from, to] = [interactions[index - 1], interactions[index]].map((one) => one?.action.at ?? expect.fail());
  return { from: (from ?? 0) + 1, to: to ?? 0, reason: 'browser-stopped' };
}

test('R8.10: what was typed before the browser was killed and after it came back is not one step, and the second says so', () => {
  const { interactions } = recordShopping().open(home).type(searchField, 'la').wait(500).type(searchField, 'lamp');
  const whole = distilled(interactions, []);
  expect(whole).toHaveLength(2);
  const first = interactions.findIndex(({ action }) => action.type === 'input');
  const second = interactions.findLastIndex(({ action }) => action.type === 'input');
  expect(second).toBeGreaterThan(first);
  const parted = distilled(interactions, [gapBefore(interactions, second)]);
  expect(parted.length).toBeGreaterThan(whole.length);
  const after = parted.filter(({ unrecorded }) => unrecorded !== undefined);
  expect(after).toHaveLength(1);
  expect(after[0]?.unrecorded?.reason).toBe('browser-stopped');
  expect(after[0]?.interactionIds).toContain(interactions[second]?.id);
  for (const step of parted) expect(stepSchema.safeParse(step).success).toBe(true);
});

test('a page that came after a gap is not what came of the click before it', () => {
  const { interactions } = recordShopping()
    .open(list)
    .click(link(lamp.name), { to: productPage(lamp) });
  const arrival = interactions.length - 1;
  expect(distilled(interactions, [])).toHaveLength(2);
  const steps = distilled(interactions, [gapBefore(interactions, arrival)]);
  expect(steps).toHaveLength(3);
  expect(steps[1]?.effect).not.toContain('Paper Lamp');
});

test('what is missing from the cart after a gap may have been taken out in it, and nobody’s step is called a mistake for it', () => {
  const { interactions } = recordShopping()
    .open(productPage(lamp))
    .click(addButton, { cart: [cartItem(lamp)] })
    .wait(60_000)
    .click(link('Home'), { to: home, cart: [] });
  const labels = (pauses: readonly Gap[]): string[] => distilled(interactions, pauses).map(({ label }) => label);
  expect(labels([])[1]).toBe('mistaken');
  const wayHome = interactions.findLastIndex(({ action }) => action.type === 'click');
  expect(labels([gapBefore(interactions, wayHome)])[1]).toBe('essential');
});

test('a way there and back that a gap lies in is kept: its reason may lie there too', () => {
  const there = recordShopping()
    .open(list)
    .click(link(lamp.name), { to: productPage(lamp) })
    .wait(20_000)
    .open(list);
  const labels = (pauses: readonly Gap[]): string[] => distilled(there.interactions, pauses).map(({ label }) => label);
  expect(labels([])).toContain('redundant');
  expect(labels([gapBefore(there.interactions, there.interactions.length - 1)])).not.toContain('redundant');
});

test('an example after a gap says that something before it was not recorded; one before it does not', () => {
  const golden = goldenShopping();
  const middle = Math.floor(golden.interactions.length / 2);
  const pauses = [gapBefore(golden.interactions, middle)];
  const { steps } = judgeSession({ ...golden, pauses });
  const marked = steps.findIndex(({ unrecorded }) => unrecorded !== undefined);
  expect(marked).toBeGreaterThan(0);
  const prompts = makeExamples({ scenario: golden.scenario, steps }).map(({ messages }) =>
    JSON.stringify(messages[1]?.content),
  );
  const says = prompts.map((prompt) => prompt.includes('Nothing was recorded for'));
  expect(says).toContain(false);
  expect(says).toContain(true);
  // From the step on that follows the gap, as long as that is in the history.
  expect(says.indexOf(true)).toBeGreaterThan(says.indexOf(false));
  expect(JSON.stringify(makeExamples({ scenario: golden.scenario, steps: judgeSession(golden).steps }))).not.toContain(
    'Nothing was recorded',
  );
});

test('the report says that the browser was not running, and counts as missing only what may have gone on unseen', () => {
  const golden = goldenShopping();
  const { startedAt, endedAt } = golden;
  const half = startedAt + (endedAt - startedAt) / 2;
  const completeness = (reason: Gap['reason']) => {
    const pauses = [{ from: startedAt, to: half, ...(reason === undefined ? {} : { reason }) }];
    const { quality } = judgeSession({ ...golden, pauses });
    return quality.dimensions.find(({ dimension }) => dimension === 'completeness') ?? expect.fail();
  };
  const usual = completeness('participant');
  expect(completeness('browser-stopped').score).toBe(usual.score);
  expect(completeness('browser-stopped').reasons.join(' ')).toContain('the browser was not running');
  expect(completeness('recorder-missing').score).toBeCloseTo(usual.score / 2, 2);
  expect(usual.reasons.join(' ')).not.toContain('Nothing was recorded');
});
