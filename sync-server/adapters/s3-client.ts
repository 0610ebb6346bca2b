import { S3Client, S3ServiceException } from '@aws-sdk/client-s3';
import { KnownError } from '../../shared/errors.ts';
import { isStoreKey } from '../archive-store.ts';
import type { BucketConfig } from '../config.ts';

/** A bucket with what every request to it needs. */
export type Bucket = { client: S3Client; config: BucketConfig };

export function openBucket(config: BucketConfig): Bucket {
  const { endpoint, region, credentials, forcePathStyle } = config;
  const client = new S3Client({
    region,
    forcePathStyle,
    ...(endpoint === undefined ? {} : { endpoint }),
    ...(credentials === undefined ? {} : { credentials }),
    // Else the SDK sends checksums of its own kinds, which services other than AWS often misread.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    // What it would print comes to us as an error.
    logger: { trace: nothing, debug: nothing, info: nothing, warn: nothing, error: nothing },
  });
  return { client, config };
}

const nothing = () => undefined;

/** Where a key of the store is in the bucket. */
export function placeOf({ config }: Bucket, key: string): { Bucket: string; Key: string } {
  if (!isStoreKey(key)) throw new Error(`not a key of a store: ${key}`);
  return { Bucket: config.bucket, Key: config.prefix + key };
}

/** Goes with everything that is written: puts, uploads in parts, and copies. */
export function encryption({ encryption: kind, kmsKeyId }: BucketConfig) {
  if (kind === 'none') return {};
  if (kind === 'AES256') return { ServerSideEncryption: kind };
  // A bucket key spares one call to the key service for each object.
  return {
    ServerSideEncryption: kind,
    BucketKeyEnabled: true,
    ...(kmsKeyId === undefined ? {} : { SSEKMSKeyId: kmsKeyId }),
  };
}

const digestRefused = new Set(['BadDigest', 'XAmzContentChecksumMismatch', 'XAmzContentSHA256Mismatch']);

/** Turns the service's refusals into ours: NOT_FOUND, DIGEST_MISMATCH, ARCHIVE_COLD, and UNAVAILABLE for all others. */
export async function answered<Answer>(request: Promise<Answer>): Promise<Answer> {
  try {
    return await request;
  } catch (cause) {
    const name = errorName(cause);
    if (name === 'NoSuchKey' || name === 'NotFound') {
      throw new KnownError('NOT_FOUND', 'There is no such file in the store.', { cause });
    }
    if (name === 'InvalidObjectState') {
      throw new KnownError('ARCHIVE_COLD', 'This lies in cold storage and must be brought back first.', { cause });
    }
    if (digestRefused.has(name)) throw digestMismatch(cause);
    throw new KnownError('UNAVAILABLE', 'The archive store does not answer as it should. Try again later.', {
      cause,
      retryAfterS: 30,
    });
  }
}

/** The service's word for what was wrong, or nothing when it did not answer. */
export const errorName = (error: unknown): string => (error instanceof S3ServiceException ? error.name : '');

export function digestMismatch(cause?: unknown): KnownError {
  const words = 'The file changed between its check and its storing. Send it again.';
  return new KnownError('DIGEST_MISMATCH', words, { cause });
}
