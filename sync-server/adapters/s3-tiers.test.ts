import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type StandInS3, startS3 } from '../../e2e/stand-ins/s3.ts';
import type { BucketConfig } from '../config.ts';
import { s3Store } from './s3-store.ts';
import { testBucket } from './test-bucket.ts';

const HOUR_S = 3_600;
const content = Buffer.from('an archive that nobody reads');
const facts = { sha256: createHash('sha256').update(content).digest('hex'), bytes: content.length };
const key = 'archives/2026-03/one.zip';

let s3: StandInS3;
let folder: string;
beforeEach(async () => {
  s3 = await startS3({ restoreMs: 4 * HOUR_S * 1000 });
  folder = await mkdtemp(join(tmpdir(), 'codesight-tiers-'));
});
afterEach(async () => {
  await s3.close();
  await rm(folder, { recursive: true });
});

async function stored(changes: Partial<BucketConfig> = {}) {
  const config = testBucket(s3, { prefix: 'study/', ...changes });
  const store = s3Store(config);
  const file = join(folder, 'archive');
  await writeFile(file, content);
  await store.put(key, file, facts);
  const { tiers } = store;
  if (tiers === undefined) throw new Error('a bucket has tiers');
  const headers = () => s3.object(config.bucket, `study/${key}`)?.headers;
  const read = async () => Buffer.concat(await (await store.getStream(key)).toArray()).toString();
  return { store, tiers, headers, read };
}

test('R6.4, R6.5: what went to cold storage is asked back, comes when it is ready, and stays', async () => {
  const { tiers, headers, read } = await stored();
  await tiers.cool(key);
  expect(headers()).toMatchObject({ 'x-amz-storage-class': 'GLACIER', 'x-amz-server-side-encryption': 'AES256' });
  await tiers.cool(key);
  await expect(read()).rejects.toMatchObject({ code: 'ARCHIVE_COLD' });

  expect(await tiers.warm(key)).toBe(5 * HOUR_S);
  expect(await tiers.warm(key)).toBe(15 * 60);
  await expect(read()).rejects.toMatchObject({ code: 'ARCHIVE_COLD' });
  s3.passTime(4 * HOUR_S * 1000);
  expect(await tiers.warm(key)).toBe(0);
  expect(headers()).toMatchObject({ 'x-amz-storage-class': 'STANDARD', 'x-amz-server-side-encryption': 'AES256' });
  // The service's own copy would be gone by now.
  s3.passTime(30 * 24 * HOUR_S * 1000);
  expect(await read()).toBe(content.toString());
});

test('a cold class that is read at once is: nothing waits', async () => {
  const { store, tiers, headers, read } = await stored({ coldClass: 'GLACIER_IR' });
  await tiers.cool(key);
  expect(headers()).toMatchObject({ 'x-amz-storage-class': 'GLACIER_IR' });
  expect(await read()).toBe(content.toString());
  expect(await store.size(key)).toBe(content.length);
  expect(await tiers.warm(key)).toBe(0);
  expect(headers()).toMatchObject({ 'x-amz-storage-class': 'STANDARD' });
});

test('what is not there can be neither cooled nor warmed', async () => {
  const { store, tiers } = await stored();
  await store.delete(key);
  await expect(tiers.cool(key)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await expect(tiers.warm(key)).rejects.toMatchObject({ code: 'NOT_FOUND' });
});
