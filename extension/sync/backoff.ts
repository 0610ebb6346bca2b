import { limits } from '../../shared/limits.ts';

const FIRST_MS = 5_000;
const LONGEST_MS = 60 * 60 * 1000;

/**
 * When to try again after `attempts` failures: exponential with full jitter, at most an hour, and never before the
 * server asked for, which counts up to `limits.maxRetryAfterMs` (AWS Architecture Blog, "Exponential Backoff And Jitter", 2015).
 * @param random in [0, 1)
 */
export function nextTryAt(nowMs: number, attempts: number, random: number, retryAfterMs = 0): number {
  const ceiling = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(attempts, 20));
  return nowMs + Math.max(Math.min(retryAfterMs, limits.maxRetryAfterMs), FIRST_MS / 2, random * ceiling);
}
