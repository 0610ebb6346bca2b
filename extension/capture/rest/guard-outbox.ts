import type { Outbox } from '../outbox.ts';
import type { Rest } from './create-rest.ts';

/** The outbox behind the last check: whatever was seen of a page on which recording rests goes no further. */
export function guardOutbox(outbox: Outbox, rest: Pick<Rest, 'cleared' | 'clearedState'>): Outbox {
  return {
    ...outbox,
    add(interaction) {
      const cleared = rest.cleared(interaction);
      if (cleared !== undefined) outbox.add(cleared);
    },
    settled(interactionId, state) {
      const cleared = rest.clearedState(state);
      if (cleared !== undefined) outbox.settled(interactionId, cleared);
    },
  };
}
