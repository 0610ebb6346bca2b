import { browser } from 'wxt/browser';
import type { CapturedInteraction } from '../../shared/interactions/interaction.ts';

/** Keys of `storage.local` under which pages leave what nobody had acknowledged when they went away. */
export const LEFT_BEHIND = 'left-behind:';

/**
 * Keeps unacknowledged interactions beyond the end of their page: the browser process writes them, even while the
 * service worker sleeps. The background takes them in when it next wakes.
 */
export function leaveBehind(pageId: string, batch: readonly CapturedInteraction[]): void {
  void browser.storage.local.set({ [`${LEFT_BEHIND}${pageId}:${batch[0]?.sequence ?? 0}`]: batch });
}
