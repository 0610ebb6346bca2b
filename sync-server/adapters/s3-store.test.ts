import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createHash } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type StandInS3, startS3 } from '../../e2e/stand-ins/s3.ts';
import type { BucketConfig } from '../config.ts';
import { archiveStoreContract } from './archive-store-contract.ts';
import { s3Store } from './s3-store.ts';
import { testBucket } from './test-bucket.ts';

let s3: StandInS3;
let folder: string;
let file: string;
const content = Buffer.from('an archive');
const facts = { sha256: createHash('sha256').update(content).digest('hex'), bytes: content.length };

beforeAll(async () => {
  s3 = await startS3({ pageSize: 2 });
  folder = await mkdtemp(join(tmpdir(), 'codesight-s3-'));
  file = join(folder, 'archive');
  await writeFile(file, content);
});
afterAll(async () => {
  await s3.close();
  await rm(folder, { recursive: true });
});

const config = (changes: Partial<BucketConfig> = {}) => testBucket(s3, changes);

archiveStoreContract('a bucket', () => Promise.resolve(s3Store(config())));
archiveStoreContract('a part of a bucket', () => Promise.resolve(s3Store(config({ prefix: 'codesight/live/' }))));

test('asks the bucket to encrypt with its own key, or with the one that was named', async () => {
  const own = config();
  await s3Store(own).put('a', file, facts);
  expect(s3.object(own.bucket, 'a')?.headers['x-amz-server-side-encryption']).toBe('AES256');

  const named = config({ encryption: 'aws:kms', kmsKeyId: 'key-1' });
  await s3Store(named).put('a', file, facts);
  expect(s3.object(named.bucket, 'a')?.headers).toMatchObject({
    'x-amz-server-side-encryption': 'aws:kms',
    'x-amz-server-side-encryption-aws-kms-key-id': 'key-1',
    'x-amz-server-side-encryption-bucket-key-enabled': 'true',
  });
});

test('a wrong secret is reported as a store that is not available', async () => {
  const wrong = config({ credentials: { accessKeyId: s3.accessKeyId, secretAccessKey: 'guessed' } });
  await expect(s3Store(wrong).put('a', file, facts)).rejects.toMatchObject({ code: 'UNAVAILABLE' });
});

test('a store that is down for a moment is asked again, and one that stays down is reported', async () => {
  const store = s3Store(config());
  s3.failNext(1, 'get');
  expect(await store.size('a')).toBeUndefined();
  s3.failNext(20, 'get');
  await expect(store.getStream('a')).rejects.toMatchObject({ code: 'UNAVAILABLE', retryAfterS: 30 });
  s3.failNext(0, 'get');
});

test('an archive goes up again after the bucket has refused it for a moment', async () => {
  const moody = config();
  s3.failNext(2, 'put');
  await s3Store(moody).put('a', file, facts);
  expect(s3.keys(moody.bucket)).toEqual(['a']);
});

test('R11.3: what is not encrypted is noticed by the stand-in, so that no test passes without', async () => {
  const open = config({ encryption: 'none' });
  await expect(s3Store(open).put('a', file, facts)).rejects.toMatchObject({ code: 'UNAVAILABLE' });
  expect(s3.keys(open.bucket)).toEqual([]);
});

test('R6.3: an archive can go to intelligent tiering at once', async () => {
  const tiering = config({ storageClass: 'INTELLIGENT_TIERING' });
  await s3Store(tiering).put('a', file, facts);
  expect(s3.object(tiering.bucket, 'a')?.headers['x-amz-storage-class']).toBe('INTELLIGENT_TIERING');
});
