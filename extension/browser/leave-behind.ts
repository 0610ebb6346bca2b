import { browser } from 'wxt/browser';
import { newId } from '../../shared/new-id.ts';
import type { LeftBehind } from '../capture/outbox.ts';

/** Keys of `storage.local` under which pages leave what nobody had acknowledged when they went away. */
export const LEFT_BEHIND = 'left-behind:';

/**
 * Keeps what is unacknowledged beyond the end of its page: the browser process writes it, even while the service worker
 * sleeps. The background takes it in when it next wakes. As text, because the browser takes many times as long to copy
 * the objects of a large page, and the page waits.
 */
export function leaveBehind(left: LeftBehind): void {
  void browser.storage.local.set({ [`${LEFT_BEHIND}${newId(Date.now())}`]: JSON.stringify(left) });
}
