import { GetBucketLifecycleConfigurationCommand, PutBucketLifecycleConfigurationCommand } from '@aws-sdk/client-s3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type StandInS3, startS3 } from '../../e2e/stand-ins/s3.ts';
import { openBucket } from './s3-client.ts';
import { setUpBucket } from './s3-set-up.ts';
import { testBucket } from './test-bucket.ts';

const wish = { dryRun: false, versioning: false, coldByUs: false };
const settings = ['publicAccessBlock', 'encryption', 'lifecycle', 'versioning'];

let s3: StandInS3;
beforeEach(async () => {
  s3 = await startS3();
});
afterEach(() => s3.close());

const states = (steps: { what: string; state: string }[]) =>
  Object.fromEntries(steps.map(({ what, state }) => [what, state]));

test('R6.3, R11.3: a bucket is closed, encrypted, tiered and cleared; doing it again changes nothing', async () => {
  const config = testBucket(s3, { encryption: 'aws:kms', kmsKeyId: 'key-1', prefix: 'study/' });
  const changed = { 'public-access': 'changed', encryption: 'changed', versioning: 'was-so', lifecycle: 'changed' };
  expect(states(await setUpBucket(config, wish))).toEqual(changed);
  expect(s3.setting(config.bucket, 'publicAccessBlock')).toContain('<RestrictPublicBuckets>true<');
  expect(s3.setting(config.bucket, 'encryption')).toContain('<KMSMasterKeyID>key-1<');
  const lifecycle = s3.setting(config.bucket, 'lifecycle');
  expect(lifecycle).toContain('<AbortIncompleteMultipartUpload><DaysAfterInitiation>2<');
  expect(lifecycle).toContain('<StorageClass>INTELLIGENT_TIERING<');
  expect(lifecycle).toContain('<Prefix>study/archives/<');
  for (const state of Object.values(states(await setUpBucket(config, wish)))) expect(state).toBe('was-so');
});

test('a dry run says what it would do, and does none of it', async () => {
  const config = testBucket(s3);
  expect(states(await setUpBucket(config, { ...wish, dryRun: true, versioning: true }))).toEqual({
    'public-access': 'would-change',
    encryption: 'would-change',
    versioning: 'would-change',
    lifecycle: 'would-change',
  });
  for (const name of settings) expect(s3.setting(config.bucket, name)).toBeUndefined();
});

test('rules of others stay, and ours are put right', async () => {
  const config = testBucket(s3);
  const { client } = openBucket(config);
  const theirs = { ID: 'theirs', Status: 'Enabled' as const, Filter: { Prefix: 'logs/' }, Expiration: { Days: 30 } };
  const old = {
    ID: 'codesight abort-given-up-uploads',
    Status: 'Disabled' as const,
    Filter: { Prefix: '' },
    AbortIncompleteMultipartUpload: { DaysAfterInitiation: 90 },
  };
  await client.send(
    new PutBucketLifecycleConfigurationCommand({
      Bucket: config.bucket,
      LifecycleConfiguration: { Rules: [theirs, old] },
    }),
  );
  expect(states(await setUpBucket(config, { ...wish, coldByUs: true }))).toMatchObject({ lifecycle: 'changed' });
  const { Rules } = await client.send(new GetBucketLifecycleConfigurationCommand({ Bucket: config.bucket }));
  expect(Rules?.map(({ ID, Status }) => [ID, Status])).toEqual([
    ['theirs', 'Enabled'],
    ['codesight abort-given-up-uploads', 'Enabled'],
  ]);
});

test('versions are kept when that is wished for, and for a week only, also when somebody else switched them on', async () => {
  const config = testBucket(s3);
  expect(states(await setUpBucket(config, { ...wish, versioning: true }))).toMatchObject({ versioning: 'changed' });
  expect(s3.setting(config.bucket, 'versioning')).toContain('<Status>Enabled<');
  expect(s3.setting(config.bucket, 'lifecycle')).toContain('<NoncurrentDays>7<');
  const again = await setUpBucket(config, wish);
  expect(again.find(({ what }) => what === 'versioning')).toMatchObject({
    state: 'was-so',
    words: expect.stringContaining('7 days'),
  });
});

test('what a service does not know is said, and the rest is done', async () => {
  s3.forget('publicAccessBlock');
  s3.forget('versioning');
  const config = testBucket(s3);
  expect(states(await setUpBucket(config, wish))).toMatchObject({
    'public-access': 'not-supported',
    encryption: 'changed',
    lifecycle: 'changed',
  });
});

test('a service that does not answer is no reason to say that all is well', async () => {
  s3.failNext(50);
  await expect(setUpBucket(testBucket(s3), wish)).rejects.toMatchObject({ code: 'UNAVAILABLE' });
});
