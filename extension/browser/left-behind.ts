import { browser } from 'wxt/browser';
import type { CapturedInteraction } from '../../shared/interactions/interaction.ts';
import { arrivingInteraction } from '../messages.ts';
import { LEFT_BEHIND } from './leave-behind.ts';

/**
 * Hands over what pages left when they went away, and forgets it once it is stored. An interaction that does
 * not parse is left out: only a page of another version of the extension can have written it.
 */
export async function takeLeftBehind(add: (batch: CapturedInteraction[]) => Promise<unknown>): Promise<void> {
  const everything = await browser.storage.local.get(null);
  for (const [key, value] of Object.entries(everything)) {
    if (!key.startsWith(LEFT_BEHIND)) continue;
    const batch = (Array.isArray(value) ? value : []).flatMap((one) => arrivingInteraction.safeParse(one).data ?? []);
    if (batch.length > 0) await add(batch);
    await browser.storage.local.remove(key);
  }
}
