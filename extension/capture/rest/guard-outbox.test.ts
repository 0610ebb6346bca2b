import { expect, test } from 'vitest';
import type { CapturedInteraction } from '../../../shared/interactions/interaction.ts';
import type { State } from '../../../shared/interactions/state.ts';
import type { Outbox } from '../outbox.ts';
import { guardOutbox } from './guard-outbox.ts';

test('only what is cleared goes on to the outbox, as it was cleared', () => {
  const went: unknown[] = [];
  const outbox: Outbox = {
    add: (interaction) => void went.push(interaction),
    settled: (id, state) => void went.push([id, state]),
    pageHiding: () => void went.push('hiding'),
    forgetSince: () => undefined,
    waiting: () => 7,
  };
  const one = (id: string) => ({ id }) as CapturedInteraction; // the guard looks at nothing else
  const [shown, secret] = [{ settled: true } as State, { settled: false } as State];
  const guarded = guardOutbox(outbox, {
    cleared: ({ id }) => (id === 'secret' ? undefined : one(`${id}, cleared`)),
    clearedState: (state) => (state === secret ? undefined : state),
  });
  for (const id of ['a', 'secret', 'b']) guarded.add(one(id));
  guarded.settled('a', shown);
  guarded.settled('b', secret);
  guarded.pageHiding();
  expect(went).toEqual([one('a, cleared'), one('b, cleared'), ['a', shown], 'hiding']);
  expect(guarded.waiting()).toBe(7);
});
