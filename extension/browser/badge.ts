import { browser } from 'wxt/browser';
import type { Stored } from '../settings.ts';

/** Shows on the toolbar whether this browser is being recorded. */
export async function showBadge(recording: Stored<'recording'>): Promise<void> {
  const [text, title] =
    recording === null
      ? ['', 'CodeSight']
      : recording.paused
        ? ['❚❚', 'CodeSight: paused']
        : ['REC', 'CodeSight: recording'];
  await browser.action.setBadgeText({ text });
  await browser.action.setBadgeBackgroundColor({ color: recording?.paused ? '#6b7280' : '#c81e3a' });
  await browser.action.setTitle({ title });
}
