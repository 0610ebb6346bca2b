import { browser } from 'wxt/browser';
import type { RestReason } from '../../shared/privacy/sensitive-page.ts';
import { sendToPage } from './send.ts';

/** A page that is busy for longer than this is as good as silent. */
const ANSWER_MS = 4_000;

/** The page in front: of the window used last, its own pages and popups aside. */
export async function findFrontTab(): Promise<{ id: number; url: string } | undefined> {
  const [tab] = await browser.tabs.query({ active: true, lastFocusedWindow: true, windowType: 'normal' });
  if (tab?.id === undefined || tab.status === 'loading') return undefined;
  return { id: tab.id, url: tab.url ?? '' };
}

export async function isHostAllowed(url: string): Promise<boolean> {
  return browser.permissions.contains({ origins: [`${new URL(url).origin}/*`] });
}

/** What the recorder in the tab's page answers: that it records, or why it rests; `silent` without an answer. */
export async function askRecorder(tabId: number): Promise<'recording' | 'silent' | RestReason> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<'silent'>((resolve) => {
    timer = setTimeout(() => resolve('silent'), ANSWER_MS);
  });
  const answer = sendToPage(tabId, 'areYouThere', {}).then(
    ({ recording, resting }) => resting ?? (recording ? 'recording' : 'silent'),
    () => 'silent' as const,
  );
  return Promise.race([answer, late]).finally(() => clearTimeout(timer));
}
