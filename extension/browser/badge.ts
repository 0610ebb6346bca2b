import { browser } from 'wxt/browser';
import type { Stored } from '../settings.ts';

/** Shows on the toolbar whether this browser is being recorded, and whether the microphone is part of it. */
export async function showBadge(
  recording: Stored<'recording'>,
  trouble: Stored<'trouble'>,
  sound: 'spoken' | 'silent',
): Promise<void> {
  const [text, title] =
    recording === null
      ? ['', 'CodeSight']
      : recording.paused
        ? ['❚❚', 'CodeSight: paused']
        : trouble?.kind === 'resting'
          ? ['–', 'CodeSight: recording rests on this page']
          : trouble !== null && trouble.kind !== 'closed'
            ? ['!', 'CodeSight: this page is not recorded. Press for what to do.']
            : ['REC', sound === 'spoken' ? 'CodeSight: recording, with your microphone' : 'CodeSight: recording'];
  const rests = recording?.paused === true || trouble?.kind === 'resting';
  await browser.action.setBadgeText({ text });
  await browser.action.setBadgeBackgroundColor({ color: rests ? '#6b7280' : '#c81e3a' });
  await browser.action.setTitle({ title });
  await browser.action.setIcon({ path: iconOf(recording !== null && !rests ? 'recording-' : '') });
}

function iconOf(variant: 'recording-' | ''): Record<string, string> {
  return Object.fromEntries([16, 32, 48, 128].map((size) => [String(size), `/icon/${variant}${size}.png`]));
}
