import { expect, test } from 'vitest';
import { readConfig } from './config.ts';

test('nothing needs to be set', () => {
  expect(readConfig({})).toMatchObject({
    port: 8787,
    host: '127.0.0.1',
    dataDir: './data',
    databaseUrl: undefined,
    bucket: undefined,
    adminToken: undefined,
    logLevel: 'info',
  });
});

test('an empty variable counts as not set', () => {
  expect(readConfig({ DATABASE_URL: '', PORT: '' })).toMatchObject({ databaseUrl: undefined, port: 8787 });
});

test('a bad value is named with what is wrong about it', () => {
  expect(() => readConfig({ PORT: 'many' })).toThrow(/^The configuration cannot be used: PORT /);
  expect(() => readConfig({ DATABASE_URL: 'mysql://x/y' })).toThrow('DATABASE_URL');
  expect(() => readConfig({ ADMIN_TOKEN: 'short' })).toThrow('ADMIN_TOKEN must have at least 32 characters');
  expect(() => readConfig({ PORT: '-1', LOG_LEVEL: 'loud' })).toThrow(/PORT .*; LOG_LEVEL /);
});

test('half of a pair of keys, or an endpoint without a bucket, is a mistake', () => {
  expect(() => readConfig({ S3_BUCKET: 'b', S3_ACCESS_KEY_ID: 'k' })).toThrow('S3_SECRET_ACCESS_KEY is needed');
  expect(() => readConfig({ S3_ENDPOINT: 'http://127.0.0.1:9000' })).toThrow('S3_BUCKET is needed when S3_ENDPOINT');
});

test('a bucket is encrypted unless that is switched off, and with the key that is named', () => {
  expect(readConfig({ S3_BUCKET: 'b' }).bucket).toMatchObject({ encryption: 'AES256', forcePathStyle: false });
  expect(readConfig({ S3_BUCKET: 'b', S3_KMS_KEY_ID: 'k' }).bucket).toMatchObject({ encryption: 'aws:kms' });
  const local = readConfig({ S3_BUCKET: 'b', S3_ENDPOINT: 'http://127.0.0.1:9000', S3_ENCRYPTION: 'none' }).bucket;
  expect(local).toMatchObject({ encryption: 'none', forcePathStyle: true });
});

test('what is being sent at the end gets the time that was set', () => {
  expect(readConfig({}).uploadsFinishMs).toBe(20_000);
  expect(readConfig({ UPLOADS_FINISH_S: '60' }).uploadsFinishMs).toBe(60_000);
  expect(() => readConfig({ UPLOADS_FINISH_S: '0' })).toThrow('UPLOADS_FINISH_S');
});
