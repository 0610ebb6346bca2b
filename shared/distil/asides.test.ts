import { expect, test } from 'vitest';
import type { Action } from '../interactions/action.ts';
import type { Interaction } from '../interactions/interaction.ts';
import { labelIntents } from '../intent/label-intents.ts';
import { goldenShopping } from '../recordings/golden-shopping.ts';
import { madeUpProduct, productPage, results } from '../recordings/made-up-shop.ts';
import { recordShopping } from '../recordings/record-shopping.ts';
import { distil } from './distil.ts';

const lamp = madeUpProduct('Paper Lamp', 30);
const list = results('lamp', [lamp]);
const link = { role: 'link', name: 'Paper Lamp' };

const uuid = (count: number): string => `99999999-0000-7000-8000-${String(count).padStart(12, '0')}`;
const distilled = (interactions: readonly Interaction[]) =>
  distil(interactions, labelIntents(interactions, null), null);
const path = (interactions: readonly Interaction[]) =>
  distilled(interactions).map(({ call, label, reason }) => [call, label, reason]);

/** The same place and element a little later, with something seen there. */
function beside(it: Interaction, action: Action, count: number): Interaction {
  return { ...it, id: uuid(count), action, state: { absent: 'not watched' } };
}

function asideOf(at: number, count: number): Action {
  const kinds: Action[] = [
    { type: 'dialog', at, isTrusted: true, change: 'opened', kind: 'toast', name: 'Added' },
    { type: 'copy', at, isTrusted: true, way: 'copied', content: 'text', length: 'short' },
    { type: 'paste', at, isTrusted: true, content: 'text', length: null },
    { type: 'tab', at, isTrusted: true, change: 'activated', openerTabId: null, windowId: 1, url: null },
  ];
  return kinds[count % kinds.length] ?? { type: 'hover', at, isTrusted: true, point: { x: 1, y: 1 }, endedAt: at };
}

test('what is seen beside the deeds changes nothing about the path (R8.8)', () => {
  const { interactions } = goldenShopping();
  const noisy = interactions.flatMap((it, index) => [it, beside(it, asideOf(it.action.at + 1, index), index)]);
  const steps = distilled(noisy);
  expect(path(noisy)).toEqual(path(interactions));
  expect(steps.flatMap(({ interactionIds }) => interactionIds).toSorted()).toEqual(
    noisy.map(({ id }) => id).toSorted(),
  );
});

test('what is seen before anything is done belongs to the first deed', () => {
  const { interactions } = recordShopping()
    .open(list)
    .click(link, { to: productPage(lamp) });
  const [first] = interactions;
  const early = interactions.slice(0, 1).map((it) => beside(it, asideOf(it.action.at - 5, 0), 1));
  const steps = distilled([...early, ...interactions]);
  expect(steps[0]?.interactionIds).toEqual([uuid(1), first?.id]);
  expect(steps[0]?.call).toEqual(path(interactions)[0]?.[0]);
});

test('resting on something is exploratory, and part of the deed where it is then used', () => {
  const shopper = recordShopping()
    .open(list)
    .click(link, { to: productPage(lamp) });
  const click = shopper.interactions.find(({ action }) => action.type === 'click');
  if (click === undefined) throw new Error('nothing was clicked');
  const { at } = click.action;
  const rest: Action = { type: 'hover', at: at - 900, isTrusted: true, point: { x: 1, y: 1 }, endedAt: at - 5 };
  const used = shopper.interactions.flatMap((it) => (it === click ? [beside(it, rest, 1), it] : [it]));
  expect(path(used)).toEqual(path(shopper.interactions));
  const unused = shopper.interactions.flatMap((it) =>
    it === click ? [{ ...beside(it, rest, 1), locators: { absent: 'another one' } }, it] : [it],
  );
  expect(distilled(unused).map(({ call, label }) => [call.name, label])).toContainEqual([
    'browser_hover',
    'exploratory',
  ]);
});

test('a drag is a call where it ends on an element, and says why not elsewhere', () => {
  const { interactions } = recordShopping().open(list).click(link);
  const click = interactions.at(-1);
  if (click === undefined || !('target' in click.locators)) throw new Error('nothing was clicked');
  const { target } = click.locators;
  const point = { x: 1, y: 1 };
  const dragged = (dropped: boolean, destination: typeof target | null): Interaction => ({
    ...click,
    action: {
      type: 'drag',
      at: click.action.at,
      isTrusted: true,
      means: 'native',
      from: point,
      to: point,
      destination,
      dropped,
      endedAt: click.action.at + 9,
    },
  });
  const last = (it: Interaction) => {
    const step = distilled([...interactions.slice(0, -1), it]).at(-1);
    return [step?.call.name, step?.label];
  };
  expect(last(dragged(true, target))).toEqual(['browser_drag', 'essential']);
  expect(last(dragged(false, target))).toEqual(['browser_drag', 'mistaken']);
  expect(last(dragged(true, null))).toEqual(['browser_drag', 'redundant']);
});
