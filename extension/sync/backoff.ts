import { limits } from '../../shared/limits.ts';

const FIRST_MS = 5_000;
const LONGEST_MS = 60 * 60 * 1000;
/** Devices that were all told the same moment come back spread over so much more of the time. */
const SPREAD = 0.25;

/**
 * When to try again after `attempts` failures: exponential with full jitter, at most an hour (AWS Architecture Blog,
 * "Exponential Backoff And Jitter", 2015). Never before the server asked for, and up to a quarter of that time later, so
 * that those who were sent away together do not come back together; that counts up to `limits.maxRetryAfterMs`.
 * @param random in [0, 1)
 */
export function nextTryAt(nowMs: number, attempts: number, random: number, retryAfterMs = 0): number {
  const ceiling = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(attempts, 20));
  const asked = Math.min(retryAfterMs * (1 + SPREAD * random), limits.maxRetryAfterMs);
  return nowMs + Math.max(asked, FIRST_MS / 2, random * ceiling);
}
