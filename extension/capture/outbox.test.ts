import { expect, test } from 'vitest';
import type { CapturedInteraction } from '../../shared/interactions/interaction.ts';
import type { State } from '../../shared/interactions/state.ts';
import { createOutbox } from './outbox.ts';

const interaction = (id: string): CapturedInteraction => ({ id }) as CapturedInteraction; // the outbox looks at nothing else
const state = {} as State; // passed through unseen

/** A service worker that can be dead, and a clock that runs when told to. */
function world() {
  const waiting: { work: () => void; delayMs: number }[] = [];
  const idle: (() => void)[] = [];
  const stored: string[] = [];
  const states: string[] = [];
  const left: string[] = [];
  const captured: (() => void)[] = [];
  const is = { alive: true };
  const outbox = createOutbox({
    sendInteractions: (batch) => {
      if (!is.alive) return Promise.reject(new Error('no receiver'));
      stored.push(...batch.map(({ id }) => id));
      return Promise.resolve(batch.map(({ id }) => id));
    },
    sendSettled: (id) => (is.alive ? Promise.resolve(states.push(id)) : Promise.reject(new Error('no receiver'))),
    leaveBehind: ({ interactions, states: leftStates }) => {
      left.push(
        ...interactions.map(({ id }) => id),
        ...leftStates.map(({ interactionId }) => `state of ${interactionId}`),
      );
    },
    later: (work, delayMs) => void waiting.push({ work, delayMs }),
    soon: (work) => void idle.push(work),
    guard: { captured: (leave) => void captured.push(leave), answered: () => undefined, failed: () => undefined },
  });
  const rest = async (): Promise<void> => {
    for (const work of idle.splice(0)) work();
    for (let turn = 0; turn < 20; turn++) await Promise.resolve();
  };
  return {
    outbox,
    stored,
    states,
    left,
    captured,
    is,
    rest,
    delays: () => waiting.map(({ delayMs }) => delayMs),
    async elapse() {
      for (const { work } of waiting.splice(0)) work();
      await rest();
    },
  };
}

test('what is forgotten is neither sent nor left behind, and neither is what came of it', async () => {
  const { outbox, stored, left, is, rest, elapse } = world();
  is.alive = false;
  const at = (id: string, atMs: number) => ({ id, action: { at: atMs } }) as CapturedInteraction; // all that is looked at
  for (const each of [at('a', 100), at('b', 200)]) outbox.add(each);
  outbox.settled('b', state);
  outbox.forgetSince(200);
  outbox.pageHiding();
  expect(left).toEqual(['a']);
  is.alive = true;
  await rest();
  await elapse();
  expect(stored).toEqual(['a']);
});

test('interactions wait for the page to be idle, and are sent in order', async () => {
  const { outbox, stored, rest } = world();
  for (const id of ['a', 'b', 'c']) outbox.add(interaction(id));
  await Promise.resolve();
  expect(stored).toEqual([]);
  await rest();
  expect(stored).toEqual(['a', 'b', 'c']);
  expect(outbox.waiting()).toBe(0);
});

test('what a dead service worker did not take is sent when it lives again, later and later', async () => {
  const { outbox, stored, is, rest, delays, elapse } = world();
  is.alive = false;
  outbox.add(interaction('a'));
  await rest();
  outbox.add(interaction('b'));
  await rest();
  expect(delays()).toEqual([250]);
  await elapse();
  expect(delays()).toEqual([500]);
  is.alive = true;
  await elapse();
  expect(stored).toEqual(['a', 'b']);
  expect(outbox.waiting()).toBe(0);
  outbox.add(interaction('c'));
  await rest();
  expect(stored).toEqual(['a', 'b', 'c']);
});

test('an answer that acknowledges nothing is not asked for in a loop', async () => {
  const asked: number[] = [];
  const outbox = createOutbox({
    sendInteractions: (batch) => {
      asked.push(batch.length);
      return Promise.resolve([]);
    },
    sendSettled: () => Promise.resolve(),
    leaveBehind: () => undefined,
    later: () => undefined,
    soon: (work) => work(),
    guard: { captured: () => undefined, answered: () => undefined, failed: () => undefined },
  });
  outbox.add(interaction('a'));
  for (let turn = 0; turn < 50; turn++) await Promise.resolve();
  expect(asked).toEqual([1]);
});

test('a state goes out only after its interaction is acknowledged', async () => {
  const { outbox, states, is, rest, elapse } = world();
  is.alive = false;
  outbox.add(interaction('a'));
  outbox.settled('a', state);
  await rest();
  expect(states).toEqual([]);
  is.alive = true;
  await elapse();
  expect(states).toEqual(['a']);
  outbox.add(interaction('b'));
  await rest();
  outbox.settled('b', state);
  await rest();
  expect(states).toEqual(['a', 'b']);
});

test('a page that ends leaves behind what nobody has acknowledged, and only that', async () => {
  const { outbox, left, is, rest } = world();
  outbox.add(interaction('a'));
  await rest();
  is.alive = false;
  outbox.add(interaction('b'));
  outbox.pageHiding();
  expect(left).toEqual(['b']);
});

test('a page that ends leaves behind the states that nobody has acknowledged, of stored interactions too', async () => {
  const { outbox, left, states, is, rest } = world();
  outbox.add(interaction('a'));
  outbox.settled('a', state);
  outbox.add(interaction('b'));
  await rest();
  is.alive = false;
  outbox.settled('b', state);
  outbox.add(interaction('c'));
  outbox.settled('c', state);
  await rest();
  outbox.pageHiding();
  expect(states).toEqual(['a']);
  expect(left).toEqual(['c', 'state of b', 'state of c']);
});

test('what still waits for an idle moment is sent when the page goes away, and left behind as well', () => {
  const { outbox, stored, left } = world();
  outbox.add(interaction('a'));
  outbox.pageHiding();
  expect({ stored, left }).toEqual({ stored: ['a'], left: ['a'] });
});

test('what is unacknowledged is left behind once when its page may not live long enough to send it', async () => {
  const { outbox, captured, left, is, rest, elapse } = world();
  outbox.add(interaction('a'));
  await rest();
  is.alive = false;
  outbox.add(interaction('b'));
  for (const leave of captured) leave();
  outbox.add(interaction('c'));
  for (const leave of captured) leave();
  expect(left).toEqual(['b', 'c']);
  is.alive = true;
  await elapse();
  for (const leave of captured) leave();
  expect(left).toEqual(['b', 'c']);
});
