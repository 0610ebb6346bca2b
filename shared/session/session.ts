import { z } from 'zod';
import { epochMs, uuid } from '../identifiers.ts';
import { scenario } from '../scenarios/scenario.ts';
import { consent } from './consent.ts';
import { narration } from './narration.ts';

/** Who acted: a person, a program, or both (R1.4). */
export const sessionType = z.enum(['human', 'automated', 'hybrid']);
export type SessionType = z.infer<typeof sessionType>;

/**
 * Why nothing was recorded. The participant wanted it, or her rules about pages on which nothing is recorded (which page
 * it was is not kept); or nobody did: the browser was not running, no recorder answered in the page in front, or there
 * was no room left on the device. What happened in a span that nobody wanted is not known.
 */
export const pauseReason = z.enum([
  'participant',
  'sensitive-page',
  'not-chosen',
  'browser-stopped',
  'recorder-missing',
  'storage-full',
]);
export type PauseReason = z.infer<typeof pauseReason>;

export const device = z.strictObject({
  extensionVersion: z.string().max(40),
  browser: z.string().max(100),
  platform: z.string().max(100),
  language: z.string().max(35),
});
export type Device = z.infer<typeof device>;

/** One shopping session, as `session.json` in its archive. */
export const session = z.strictObject({
  id: uuid,
  type: sessionType,
  /** Null until the device is enrolled. */
  participantId: uuid.nullable(),
  consent,
  /** The task, whole, as it was given; null when shopping freely (S1). */
  scenario: scenario.nullable(),
  startedAt: epochMs,
  endedAt: epochMs,
  /** Spans in which nothing was recorded, oldest first. */
  pauses: z.array(z.strictObject({ from: epochMs, to: epochMs, reason: pauseReason })).max(1_000),
  /** Hosts that were visited, most interactions first. */
  sites: z.array(z.string().max(255)).max(100),
  device,
  /** Why the participant gave the task up, or null. */
  gaveUpReason: z.string().max(300).nullable(),
  /** What was said while shopping, as `audio.webm`; null when the participant did not speak (R2.6). */
  narration: narration.nullable(),
});
export type Session = z.infer<typeof session>;
