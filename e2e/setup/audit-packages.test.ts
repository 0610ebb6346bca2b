import { spawnSync } from 'node:child_process';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';

/** What the command says and ends with when npm answers so. */
async function auditWith(answer: object | string) {
  const folder = await mkdtemp(join(tmpdir(), 'codesight-audit-'));
  await writeFile(join(folder, 'answer'), typeof answer === 'string' ? answer : JSON.stringify(answer));
  await writeFile(join(folder, 'npm'), `#!/bin/sh\ncat "${join(folder, 'answer')}"\nexit 1\n`);
  await chmod(join(folder, 'npm'), 0o700);
  const env = { PATH: `${folder}:${process.env['PATH'] ?? ''}` };
  const script = join(import.meta.dirname, 'audit-packages.mjs');
  const { status, stdout, stderr } = spawnSync(process.execPath, [script], { env, encoding: 'utf8' });
  await rm(folder, { recursive: true });
  return { status, words: stdout + stderr };
}

test('a registry that cannot be asked is told from packages with a vulnerability, and both from none', async () => {
  const refused = await auditWith({ message: '405 Method Not Allowed - POST …', error: { summary: '' } });
  expect(refused).toMatchObject({ status: 75, words: expect.stringContaining('405 Method Not Allowed') });
  expect((await auditWith('')).status).toBe(75);
  const vulnerable = await auditWith({
    vulnerabilities: {
      one: { name: 'one', severity: 'high', range: '<2', via: [{ title: 'it leaks', url: 'https://example.test/1' }] },
      two: { name: 'two', severity: 'high', range: '*', via: ['one'] },
    },
    metadata: { vulnerabilities: { total: 2 }, dependencies: { total: 9 } },
  });
  expect(vulnerable.status).toBe(1);
  expect(vulnerable.words).toContain('high: one <2: it leaks (https://example.test/1)');
  expect(vulnerable.words).toContain('2 vulnerable packages among 9.');
  const clean = await auditWith({ vulnerabilities: {}, metadata: { vulnerabilities: { total: 0 } } });
  expect(clean).toMatchObject({ status: 0, words: expect.stringContaining('0 vulnerable') });
});
