import { browser } from 'wxt/browser';
import type { Stored } from '../settings.ts';

/** Whether recording has paused for want of room, and whether there is some again. */
export type PausedForRoom = 'no' | 'yes' | 'room-again';

const pausedTitles = {
  no: 'CodeSight: paused',
  yes: 'CodeSight: paused, because there is no room left on this device',
  'room-again': 'CodeSight: paused for want of room. There is room again: press here, then Resume.',
} as const satisfies Record<PausedForRoom, string>;

export type BadgeFacts = {
  sound: 'spoken' | 'silent';
  /** Sessions that wait for the participant to look through them. */
  waiting: number;
  room: PausedForRoom;
  /** Sessions that are gone, and of which she has not read yet. */
  lost: number;
};

/**
 * Shows on the toolbar whether this browser is being recorded, and whether the microphone is part of it; else what waits
 * for the participant to look at it.
 */
export async function showBadge(
  recording: Stored<'recording'>,
  trouble: Stored<'trouble'>,
  facts: BadgeFacts,
): Promise<void> {
  const [text, title] = recording === null ? idleBadge(facts) : recordingBadge(recording, trouble, facts);
  const rests = recording === null || recording.paused || trouble?.kind === 'resting';
  await browser.action.setBadgeText({ text });
  await browser.action.setBadgeBackgroundColor({ color: rests ? '#6b7280' : '#c81e3a' });
  await browser.action.setTitle({ title });
  await browser.action.setIcon({ path: iconOf(rests ? '' : 'recording-') });
}

type Badge = readonly [text: string, title: string];

function idleBadge({ waiting, lost }: BadgeFacts): Badge {
  if (lost > 0) return ['!', 'CodeSight: something that was recorded is gone from this device. Press to read more.'];
  if (waiting === 0) return ['', 'CodeSight'];
  return [String(waiting), 'CodeSight: recorded, and waiting for you to look through it'];
}

function recordingBadge(
  recording: NonNullable<Stored<'recording'>>,
  trouble: Stored<'trouble'>,
  { sound, room }: BadgeFacts,
): Badge {
  if (recording.paused) return [room === 'room-again' ? '▶' : '❚❚', pausedTitles[room]];
  if (trouble?.kind === 'resting') return ['–', 'CodeSight: recording rests on this page'];
  if (trouble !== null && trouble.kind !== 'closed') {
    return ['!', 'CodeSight: this page is not recorded. Press for what to do.'];
  }
  return ['REC', sound === 'spoken' ? 'CodeSight: recording, with your microphone' : 'CodeSight: recording'];
}

function iconOf(variant: 'recording-' | ''): Record<string, string> {
  return Object.fromEntries([16, 32, 48, 128].map((size) => [String(size), `/icon/${variant}${size}.png`]));
}
