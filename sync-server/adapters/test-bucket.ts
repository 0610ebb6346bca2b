import type { StandInS3 } from '../../e2e/stand-ins/s3.ts';
import type { BucketConfig } from '../config.ts';

/** A bucket of its own on the stand-in, for tests. */
export function testBucket(s3: StandInS3, changes: Partial<BucketConfig> = {}): BucketConfig {
  return {
    bucket: `bucket-${crypto.randomUUID()}`,
    endpoint: s3.url,
    region: 'us-east-1',
    credentials: { accessKeyId: s3.accessKeyId, secretAccessKey: s3.secretAccessKey },
    prefix: '',
    forcePathStyle: true,
    encryption: 'AES256',
    kmsKeyId: undefined,
    storageClass: 'STANDARD',
    coldClass: 'GLACIER',
    ...changes,
  };
}
