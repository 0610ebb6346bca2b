import { z } from 'zod';
import type { BucketConfig } from '../config.ts';

const amount = z.number().min(0);

/** What storage costs. A GB has 2^30 bytes, as S3 counts. */
const prices = z.object({
  currency: z.string().regex(/^[A-Z]{3}$/),
  hotGbMonth: amount,
  coldGbMonth: amount,
  /** A thousand requests that write, or list. */
  writes1000: amount,
  /** A thousand requests that read. */
  reads1000: amount,
  /** A GB that leaves the store: as if all of it went out to the internet, which is the most that it can cost. */
  outGb: amount,
  /** A GB that comes back from cold storage. */
  restoredGb: amount,
});
export type Prices = z.infer<typeof prices>;

/** What STORAGE_PRICES may say: any of the prices. */
export const priceChanges = prices.partial().strict();

const gbMonth: Readonly<Record<BucketConfig['storageClass' | 'coldClass'], { kept: number; restored: number }>> = {
  STANDARD: { kept: 0.023, restored: 0 },
  INTELLIGENT_TIERING: { kept: 0.023, restored: 0 },
  STANDARD_IA: { kept: 0.0125, restored: 0.01 },
  ONEZONE_IA: { kept: 0.01, restored: 0.01 },
  GLACIER_IR: { kept: 0.004, restored: 0.03 },
  GLACIER: { kept: 0.0036, restored: 0.01 },
  DEEP_ARCHIVE: { kept: 0.00099, restored: 0.02 },
};

/**
 * List prices of AWS in us-east-1 (https://aws.amazon.com/s3/pricing/), for a bucket there; its lowest steps, and no free
 * amounts. Storage and requests are those of AWS's price list of 2025-10-01, as others have published it and compared on
 * 2026-11-21; bringing back, DEEP_ARCHIVE and leaving AWS are as several secondary sources of 2026 have them. Writing
 * into a colder class costs two to ten times as much as is reckoned here. A folder's disk, and a service of somebody
 * else, cost what STORAGE_PRICES says.
 */
function usualPrices(bucket: BucketConfig | undefined): Prices {
  const free = { hotGbMonth: 0, coldGbMonth: 0, writes1000: 0, reads1000: 0, outGb: 0, restoredGb: 0 };
  if (bucket === undefined || bucket.endpoint !== undefined) return { currency: 'USD', ...free };
  const { kept: hotGbMonth } = gbMonth[bucket.storageClass];
  const { kept: coldGbMonth, restored: restoredGb } = gbMonth[bucket.coldClass];
  return { currency: 'USD', hotGbMonth, coldGbMonth, writes1000: 0.005, reads1000: 0.0004, outGb: 0.09, restoredGb };
}

/** The usual prices with those that STORAGE_PRICES names in their place. */
export function pricesOf(bucket: BucketConfig | undefined, changes: z.infer<typeof priceChanges> = {}): Prices {
  return prices.parse({ ...usualPrices(bucket), ...changes });
}
