import { KnownError } from '../../shared/errors.ts';

/** Attempts that have failed or may fail, counted for each key: `capacity` at once, then one every `refillMs`. */
export type TokenBucket = {
  /** Takes one attempt. Throws TOO_MANY_REQUESTS with the seconds until the next when none is left. */
  take(key: string): void;
};

/** Above this many keys the full ones are forgotten, which changes nothing for them. */
const MAX_KEYS = 10_000;

export function tokenBucket(options: { capacity: number; refillMs: number; now: () => number }): TokenBucket {
  const { capacity, refillMs, now } = options;
  const buckets = new Map<string, { level: number; at: number }>();
  const levelNow = ({ level, at }: { level: number; at: number }) =>
    Math.min(capacity, level + Math.max(0, now() - at) / refillMs);

  return {
    take: (key) => {
      if (buckets.size >= MAX_KEYS) {
        for (const [other, bucket] of buckets) if (levelNow(bucket) >= capacity) buckets.delete(other);
      }
      const level = levelNow(buckets.get(key) ?? { level: capacity, at: now() });
      if (level < 1) {
        const retryAfterS = Math.ceil(((1 - level) * refillMs) / 1_000);
        throw new KnownError('TOO_MANY_REQUESTS', `Too many attempts. Try again in ${retryAfterS} seconds.`, {
          retryAfterS,
        });
      }
      buckets.set(key, { level: level - 1, at: now() });
    },
  };
}
