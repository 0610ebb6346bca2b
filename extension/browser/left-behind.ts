import { z } from 'zod';
import { browser } from 'wxt/browser';
import { capturedInteraction, type CapturedInteraction } from '../../shared/interactions/interaction.ts';
import { LEFT_BEHIND } from './leave-behind.ts';

const batch = z.array(capturedInteraction).min(1);

/**
 * Hands over what pages left when they went away, and forgets it once it is stored. What does not parse is removed:
 * only a page of another version of the extension can have written it.
 */
export async function takeLeftBehind(add: (batch: CapturedInteraction[]) => Promise<unknown>): Promise<void> {
  const everything = await browser.storage.local.get(null);
  for (const [key, value] of Object.entries(everything)) {
    if (!key.startsWith(LEFT_BEHIND)) continue;
    const parsed = batch.safeParse(value);
    if (parsed.success) await add(parsed.data);
    await browser.storage.local.remove(key);
  }
}
