import { browser } from 'wxt/browser';
import type { Stored } from '../settings.ts';

/** Whether recording has paused for want of room, and whether there is some again. */
export type PausedForRoom = 'no' | 'yes' | 'room-again';

const pausedTitles = {
  no: 'CodeSight: paused',
  yes: 'CodeSight: paused, because there is no room left on this device',
  'room-again': 'CodeSight: paused for want of room. There is room again: press to go on.',
} as const satisfies Record<PausedForRoom, string>;

/**
 * Shows on the toolbar whether this browser is being recorded, and whether the microphone is part of it; else how many
 * sessions wait for the participant to look through them.
 */
export async function showBadge(
  recording: Stored<'recording'>,
  trouble: Stored<'trouble'>,
  { sound, waiting, room }: { sound: 'spoken' | 'silent'; waiting: number; room: PausedForRoom },
): Promise<void> {
  const [text, title] =
    recording === null
      ? waiting === 0
        ? ['', 'CodeSight']
        : [String(waiting), 'CodeSight: recorded, and waiting for you to look through it']
      : recording.paused
        ? [room === 'room-again' ? '▶' : '❚❚', pausedTitles[room]]
        : trouble?.kind === 'resting'
          ? ['–', 'CodeSight: recording rests on this page']
          : trouble !== null && trouble.kind !== 'closed'
            ? ['!', 'CodeSight: this page is not recorded. Press for what to do.']
            : ['REC', sound === 'spoken' ? 'CodeSight: recording, with your microphone' : 'CodeSight: recording'];
  const rests = recording === null || recording.paused || trouble?.kind === 'resting';
  await browser.action.setBadgeText({ text });
  await browser.action.setBadgeBackgroundColor({ color: rests ? '#6b7280' : '#c81e3a' });
  await browser.action.setTitle({ title });
  await browser.action.setIcon({ path: iconOf(rests ? '' : 'recording-') });
}

function iconOf(variant: 'recording-' | ''): Record<string, string> {
  return Object.fromEntries([16, 32, 48, 128].map((size) => [String(size), `/icon/${variant}${size}.png`]));
}
