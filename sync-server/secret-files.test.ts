import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readConfig } from './config.ts';
import { withSecretFiles } from './secret-files.ts';

let folder: string;
let file: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'codesight-secrets-'));
  file = join(folder, 'secret');
  await writeFile(file, 'made-up-secret\n');
});
afterEach(() => rm(folder, { recursive: true }));

test('R11.5: a secret may lie in a file', () => {
  const variables = { S3_BUCKET: 'b', S3_ACCESS_KEY_ID: 'k', S3_SECRET_ACCESS_KEY_FILE: file };
  const { bucket } = readConfig(withSecretFiles(variables));
  expect(bucket?.credentials).toEqual({ accessKeyId: 'k', secretAccessKey: 'made-up-secret' });
});

test('a file that is not there or empty, and a secret that is given twice, are told without the secret', async () => {
  const missing = { OPENAI_API_KEY_FILE: join(folder, 'none') };
  expect(() => withSecretFiles(missing)).toThrow('OPENAI_API_KEY_FILE cannot be read (ENOENT)');
  const twice = { OPENAI_API_KEY_FILE: file, OPENAI_API_KEY: 'another-secret' };
  expect(() => withSecretFiles(twice)).toThrow(/^((?!secret).)*set OPENAI_API_KEY or OPENAI_API_KEY_FILE, not both.$/);
  await writeFile(file, ' \n');
  expect(() => withSecretFiles({ ADMIN_TOKEN_FILE: file })).toThrow('ADMIN_TOKEN_FILE is empty');
});
