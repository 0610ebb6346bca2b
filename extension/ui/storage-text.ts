import type { PauseReason } from '../../shared/session/session.ts';
import { formatBytes, formatCount } from './format/format-number.ts';

const sessions = (count: number): string => (count === 1 ? '1 session' : `${formatCount(count)} sessions`);

/** Words about the room that recordings take on this device; part of the table in text.ts. */
export const storageText = {
  title: 'Room on this device',
  used: (used: number, allowed: number): string =>
    `CodeSight uses ${formatBytes(used)} of the ${formatBytes(allowed)} that it may use on this device.`,
  waiting: (count: number, bytes: number): string =>
    count === 0
      ? 'No session is waiting to be sent.'
      : `${sessions(count)} (${formatBytes(bytes)}) not stored on the server yet.`,
  open: (count: number): string => `${sessions(count)} not packed yet.`,
  level: {
    fewer: 'Room is getting short: fewer pictures are taken. Everything that you do is still recorded.',
    smaller: 'Room is nearly used up: fewer and coarser pictures are taken. Everything that you do is still recorded.',
    full: 'There is no room left, so that nothing more is recorded. Everything recorded so far is kept.',
  },
  paused:
    'Recording has paused by itself: there is no room left on this device. Everything recorded so far is kept. Make room, then press Resume; or press Finish.',
  roomAgain:
    'Recording had paused by itself because there was no room left on this device. There is room again: press Resume to go on, or Finish.',
  lost: (count: number, moment: string): string =>
    `${sessions(count)} that no server had yet ${count === 1 ? 'is' : 'are'} gone from this device: what the browser stores for CodeSight was cleared or damaged. It was noticed on ${moment}. What a server has received is safe, and so are files that you saved. New sessions are recorded as usual.`,
  lostRead: 'I have read this',
  advice:
    'Send what is waiting, remove copies of sessions that the server has, save a session as a file and delete it here, or allow more room.',
  look: 'Make room',
  meter: 'Room used',
  removable: (count: number, bytes: number): string =>
    `${sessions(count)} (${formatBytes(bytes)}) kept here although the server has stored them.`,
  free: 'Remove copies that the server has',
  freed: 'Removed. The browser needs a moment to give the room back.',
  persisted: 'The browser has promised to keep what is stored here, also when the disk is nearly full.',
  notPersisted:
    'The browser has not promised to keep what is stored here when the disk is nearly full. Sessions that were sent are safe on the server.',
  budget: 'Room that CodeSight may use, in megabytes',
  budgetHelp: (standard: number): string =>
    `Leave it empty for what suits this device: ${formatBytes(standard)}. From 20 to 100,000.`,
  budgetWrong: 'Enter a whole number from 20 to 100,000, or nothing.',
} as const;

/** Why a session could not be packed, in words that say what happens next; part of the table in text.ts. */
export const packingText = {
  failed: 'Not packed yet',
  room: 'There is no room left on this device to pack it. Send or delete other sessions, or free some disk space.',
  private:
    'Something private was found that could not be masked, so that this session is kept back. Nothing of it was sent. If this stays so, delete it from this device.',
  other:
    'Something went wrong inside CodeSight while packing it. If this stays so, restart the browser; if that does not help, tell the people who run your study.',
  retryAt: (moment: string): string => `Nothing is lost. CodeSight tries again at ${moment}.`,
} as const;

/** Spans in which nothing was recorded; part of the table in text.ts. */
export const gapText = {
  heading: 'Not recorded',
  span: (from: string, to: string, reason: string): string => `Nothing was recorded from ${from} to ${to}: ${reason}`,
  reason: {
    participant: 'you had paused.',
    'sensitive-page': 'recording rested on a page that is private.',
    'not-chosen': 'recording rested on a page that is not to be recorded.',
    'browser-stopped': 'the browser was closed or had stopped.',
    'recorder-missing': 'CodeSight could not see the page.',
    'storage-full': 'there was no room left on this device.',
  } satisfies Record<PauseReason, string>,
} as const;
