import { z } from 'zod';
import { browser } from 'wxt/browser';
import { uuid } from '../../shared/identifiers.ts';
import type { CapturedInteraction } from '../../shared/interactions/interaction.ts';
import { state, type State } from '../../shared/interactions/state.ts';
import { arrivingInteraction } from '../messages.ts';
import { LEFT_BEHIND } from './leave-behind.ts';

const leftBehind = z
  .string()
  .transform(parsed)
  .pipe(z.object({ interactions: z.array(z.unknown()), states: z.array(z.unknown()) }));
const leftState = z.strictObject({ interactionId: uuid, state });

/** Where it goes; the interactions of one page come before their states. */
export type LeftBehindTaker = {
  add(batch: CapturedInteraction[]): Promise<unknown>;
  settle(interactionId: string, settled: State): Promise<unknown>;
};

/**
 * Hands over what pages left when they went away, in the order in which they left it, and forgets it once it is
 * stored. What does not parse is left out: only a page of another version of the extension can have written it.
 */
export async function takeLeftBehind({ add, settle }: LeftBehindTaker): Promise<void> {
  const everything = await browser.storage.local.get(null);
  const keys = Object.keys(everything).filter((key) => key.startsWith(LEFT_BEHIND));
  for (const key of keys.toSorted()) {
    const { interactions = [], states = [] } = leftBehind.safeParse(everything[key]).data ?? {};
    const batch = interactions.flatMap((one) => arrivingInteraction.safeParse(one).data ?? []);
    if (batch.length > 0) await add(batch);
    for (const one of states) {
      const { data } = leftState.safeParse(one);
      if (data !== undefined) await settle(data.interactionId, data.state);
    }
    await browser.storage.local.remove(key);
  }
}

function parsed(text: string, context: z.RefinementCtx): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    context.addIssue('no JSON');
    return z.NEVER;
  }
}

/** Calls back whenever a page has left something, also by waking the service worker. Call it synchronously at start-up. */
export function watchLeftBehind(onLeft: () => void): void {
  browser.storage.local.onChanged.addListener((changes) => {
    const isLeft = (key: string): boolean => key.startsWith(LEFT_BEHIND) && changes[key]?.newValue !== undefined;
    if (Object.keys(changes).some((key) => isLeft(key))) onLeft();
  });
}
