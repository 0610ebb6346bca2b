import { z } from 'zod';
import { epochMs } from '../identifiers.ts';
import { pausedBetween } from './active-time.ts';

/**
 * Where a session's `audio.webm` lies on the clock of its interactions. The recorder stands still in pauses, so that
 * the audio has no silence for them: its moments and those of the interactions drift apart by their length.
 */
export const narration = z.strictObject({
  /** The moment of the audio's first sample. */
  startedAt: epochMs,
  /** Length of the audio, without pauses. */
  durationMs: z.number().min(0),
  /** Spans that are not in the audio, oldest first; none overlap. */
  pauses: z.array(z.strictObject({ from: epochMs, to: epochMs })).max(1_000),
});
export type Narration = z.infer<typeof narration>;

/** Where in the audio a moment is heard, in milliseconds; undefined when it was not recorded. */
export function findAudioTime({ startedAt, durationMs, pauses }: Narration, at: number): number | undefined {
  if (at < startedAt || pauses.some(({ from, to }) => at > from && at < to)) return undefined;
  const audioMs = at - startedAt - pausedBetween(pauses, startedAt, at);
  return audioMs <= durationMs ? audioMs : undefined;
}

/** When something was said that is heard at `audioMs`; undefined beyond the audio. Where a pause was cut out: before it. */
export function findMoment({ startedAt, durationMs, pauses }: Narration, audioMs: number): number | undefined {
  if (audioMs < 0 || audioMs > durationMs) return undefined;
  let at = startedAt + audioMs;
  for (const { from, to } of pauses) {
    if (to <= startedAt) continue;
    if (from >= at) break;
    at += to - Math.max(from, startedAt);
  }
  return at;
}
