import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import { readConfig } from '../config.ts';
import { startServer } from '../start-server.ts';
import { commands, usage } from './commands.ts';

const root = join(import.meta.dirname, '../..');
const run = promisify(execFile);

test('R11.7: the commands of the incident procedure work on a running server, with the token that its first start wrote', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'codesight-admin-'));
  const config = readConfig({ PORT: '0', DATA_DIR: dataDir, RETENTION_REJECTED_DAYS: '10' });
  const server = await startServer(config, pino({ level: 'silent' }));
  const admin = async (...args: string[]): Promise<unknown> => {
    const env = { ...process.env, DATA_DIR: dataDir, CODESIGHT_SERVER: server.url, ADMIN_TOKEN: '' };
    const { stdout } = await run(process.execPath, [join(root, 'sync-server/admin-command.ts'), ...args], { env });
    return JSON.parse(stdout);
  };
  expect(await admin('freeze', '--reason', 'a drill')).toMatchObject({ state: 'frozen', reason: 'a drill' });
  expect(await admin('status')).toMatchObject({ intake: { state: 'frozen' }, overview: { participants: 0 } });
  expect(await admin('revoke-tokens', '--scope', 'participant', '--reason', 'a drill')).toEqual({ revoked: 0 });
  const { items } = (await admin('audit')) as { items: { actor: string; act: string }[] };
  expect(items.map(({ act }) => act)).toEqual(expect.arrayContaining(['freeze-intake', 'revoke-tokens']));
  const actor = items.find(({ act }) => act === 'freeze-intake')?.actor ?? '';
  expect(await admin('touched', actor)).toMatchObject({ token: { scope: 'administrator' }, sessions: [] });
  expect(await admin('quarantine')).toMatchObject({ items: [] });
  expect(await admin('retention', '--dry-run')).toEqual({ items: [{ class: 'rejected', days: 10, sessionIds: [] }] });
  expect(await admin('open', '--reason', 'the drill is over')).toMatchObject({ state: 'open' });
  await expect(admin('freeze')).rejects.toThrow(/Say why/);
  await expect(admin('erase-session', '01890000-0000-7000-8000-000000000001')).rejects.toThrow(
    /There is no such session/,
  );
  await server.stop();
  await rm(dataDir, { recursive: true });
});

test('every command is described', () => {
  for (const [name, { does }] of Object.entries(commands)) {
    expect(usage()).toContain(`  ${name}`);
    expect(does).toMatch(/\.$/);
  }
});
