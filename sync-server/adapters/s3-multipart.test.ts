import { createHash, randomBytes } from 'node:crypto';
import { appendFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateMultipartUploadCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type StandInS3, startS3 } from '../../e2e/stand-ins/s3.ts';
import { archiveStoreContract } from './archive-store-contract.ts';
import { encryption, openBucket, placeOf } from './s3-client.ts';
import { s3Store } from './s3-store.ts';
import { testBucket } from './test-bucket.ts';

const MIB = 1024 * 1024;
const HOUR_MS = 60 * 60 * 1000;
const inParts = { inPartsFrom: 1, partBytes: 5 * MIB };
const content = randomBytes(11 * MIB);
const facts = { sha256: createHash('sha256').update(content).digest('hex'), bytes: content.length };

let s3: StandInS3;
let folder: string;
let file: string;
beforeAll(async () => {
  s3 = await startS3({ pageSize: 2 });
  folder = await mkdtemp(join(tmpdir(), 'codesight-parts-'));
  file = join(folder, 'large');
  await writeFile(file, content);
});
afterAll(async () => {
  await s3.close();
  await rm(folder, { recursive: true });
});

archiveStoreContract('a bucket, everything in parts', () => Promise.resolve(s3Store(testBucket(s3), inParts)));

test('R11.3: a large file goes up in parts, each with its checksum, and lies encrypted', async () => {
  const config = testBucket(s3, { encryption: 'aws:kms', kmsKeyId: 'key-1', storageClass: 'INTELLIGENT_TIERING' });
  const store = s3Store(config, inParts);
  await store.put('archives/large.zip', file, facts);
  expect(Buffer.concat(await (await store.getStream('archives/large.zip')).toArray()).equals(content)).toBe(true);
  expect(s3.object(config.bucket, 'archives/large.zip')?.headers).toMatchObject({
    'x-amz-server-side-encryption': 'aws:kms',
    'x-amz-server-side-encryption-aws-kms-key-id': 'key-1',
    'x-amz-storage-class': 'INTELLIGENT_TIERING',
  });
  expect(s3.openUploads(config.bucket)).toBe(0);
});

test('an upload that fails in the middle leaves neither an object nor a part', async () => {
  const config = testBucket(s3);
  s3.failNext(50, 'put');
  await expect(s3Store(config, inParts).put('a', file, facts)).rejects.toMatchObject({ code: 'UNAVAILABLE' });
  s3.failNext(0);
  expect([s3.keys(config.bucket), s3.openUploads(config.bucket)]).toEqual([[], 0]);
});

test('a file that changed since its check, is longer or shorter leaves neither an object nor a part', async () => {
  const config = testBucket(s3);
  const store = s3Store(config, inParts);
  const other = join(folder, 'other');
  for (const [bytes, more] of [
    [facts.bytes, 1],
    [facts.bytes - 1, 0],
  ] as const) {
    await writeFile(other, content.subarray(0, bytes));
    await appendFile(other, Buffer.alloc(more));
    await expect(store.put('a', other, facts)).rejects.toMatchObject({ code: 'DIGEST_MISMATCH' });
  }
  const sameLength = Buffer.from(content);
  sameLength[7 * MIB] = (sameLength[7 * MIB] ?? 0) ^ 1;
  await writeFile(other, sameLength);
  await expect(store.put('a', other, facts)).rejects.toMatchObject({ code: 'DIGEST_MISMATCH' });
  expect([s3.keys(config.bucket), s3.openUploads(config.bucket)]).toEqual([[], 0]);
});

test('what a process that died had begun is cleared away by its age, and the same key can be stored', async () => {
  const config = testBucket(s3, { prefix: 'ours/' });
  const store = s3Store(config, inParts);
  const bucket = openBucket(config);
  const begin = () =>
    bucket.client.send(new CreateMultipartUploadCommand({ ...placeOf(bucket, 'a'), ...encryption(config) }));
  await begin();
  s3.passTime(2 * HOUR_MS);
  await begin();
  expect(await store.removeLeftovers(Date.now() + HOUR_MS)).toBe(1);
  expect(s3.openUploads(config.bucket)).toBe(1);
  await store.put('a', file, facts);
  expect(await store.size('a')).toBe(facts.bytes);
});

test('a service that cannot list uploads has none to clear away', async () => {
  const modest = await startS3();
  modest.forget('uploads');
  expect(await s3Store(testBucket(modest)).removeLeftovers(Date.now())).toBe(0);
  await modest.close();
});
