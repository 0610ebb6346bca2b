import { KnownError } from '../../shared/errors.ts';

/** What each key may still do: `capacity` at once, then one more every `refillMs`. */
export type TokenBucket = {
  /**
   * Takes `cost`, one unless told. Throws TOO_MANY_REQUESTS with the seconds until there is so much, and takes nothing
   * then. What costs more than the capacity waits for a full bucket. Throws RangeError for a cost below zero.
   */
  take(key: string, cost?: number): void;
  /** Gives back one that turned out not to count. */
  giveBack(key: string): void;
};

/** Above this many keys the full ones are forgotten, which changes nothing for them. */
const MAX_KEYS = 10_000;

export function tokenBucket(options: { capacity: number; refillMs: number; now: () => number }): TokenBucket {
  const { capacity, refillMs, now } = options;
  const buckets = new Map<string, { level: number; at: number }>();
  const levelNow = ({ level, at }: { level: number; at: number }) =>
    Math.min(capacity, level + Math.max(0, now() - at) / refillMs);

  return {
    take: (key, cost = 1) => {
      // Also what is no number at all: it would leave the bucket without a level, and open for ever.
      if (!(cost >= 0)) throw new RangeError(`Nothing costs ${cost}.`);
      if (buckets.size >= MAX_KEYS) {
        for (const [other, bucket] of buckets) if (levelNow(bucket) >= capacity) buckets.delete(other);
      }
      const level = levelNow(buckets.get(key) ?? { level: capacity, at: now() });
      const needed = Math.min(cost, capacity);
      if (level < needed) {
        const retryAfterS = Math.ceil(((needed - level) * refillMs) / 1_000);
        throw new KnownError('TOO_MANY_REQUESTS', `Too many attempts. Try again in ${retryAfterS} seconds.`, {
          retryAfterS,
        });
      }
      buckets.set(key, { level: level - cost, at: now() });
    },
    giveBack: (key) => {
      const bucket = buckets.get(key);
      if (bucket !== undefined) buckets.set(key, { level: Math.min(capacity, levelNow(bucket) + 1), at: now() });
    },
  };
}
