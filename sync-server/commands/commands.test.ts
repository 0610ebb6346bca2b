import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import { readConfig } from '../config.ts';
import { reprDigest } from '../../shared/api/receipt.ts';
import { makeArchive, type MadeArchive } from '../ingest/make-archive.ts';
import { type RunningServer, startServer } from '../start-server.ts';
import { commands, usage } from './commands.ts';
import { sampleConsent } from '../../shared/session/sample-consent.ts';

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

test('R12.1, F34: a backup made while the server runs, put back after its database is lost, has tokens, sessions and log again', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'codesight-put-back-'));
  const config = readConfig({ PORT: '0', DATA_DIR: dataDir });
  const start = () => startServer(config, pino({ level: 'silent' }));
  const command = (script: string) => async (server: string, args: readonly string[]) => {
    const env = { ...process.env, DATA_DIR: dataDir, CODESIGHT_SERVER: server, ADMIN_TOKEN: '' };
    const { stdout } = await run(process.execPath, [join(root, script), ...args], { env });
    return JSON.parse(stdout) as Record<string, unknown>;
  };
  const [admin, storage] = [command('sync-server/admin-command.ts'), command('sync-server/storage-command.ts')];
  const first = await start();
  const participant = await enrol(first);
  const [early, late] = [makeArchive(participant), makeArchive(participant)];
  expect(await send(first, early, participant.token)).toBe(201);
  const file = join(dataDir, 'safe.gz');
  expect(await admin(first.url, ['backup', file])).toMatchObject({ file });
  await expect(admin(first.url, ['backup', file])).rejects.toThrow('is there already');
  expect(await send(first, late, participant.token)).toBe(201);
  await expect(storage('', ['put-back', file])).rejects.toThrow('is in use by another server process');
  await first.stop();

  await rm(join(dataDir, 'database'), { recursive: true });
  expect(await storage('', ['put-back', file])).toMatchObject({ rows: { sessions: 1, participants: 1 } });
  await expect(storage('', ['put-back', file])).rejects.toThrow('There is something in this database already');
  expect(await storage('', ['adopt'])).toMatchObject({ adopted: [expect.stringContaining(late.sessionId)], left: [] });
  const second = await start();
  for (const archive of [early, late]) expect(await send(second, archive, participant.token)).toBe(200);
  const { items } = (await admin(second.url, ['audit'])) as { items: { act: string }[] };
  const acts = items.map(({ act }) => act);
  for (const act of ['first-start', 'load-backup', 'adopt-archive']) expect(acts).toContain(act);
  await second.stop();
  await rm(dataDir, { recursive: true });
}, 60_000);

async function enrol({ url, firstStart }: RunningServer): Promise<{ participantId: string; token: string }> {
  const answer = await fetch(`${url}/v1/enrolments`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ code: firstStart?.code, consent: sampleConsent }),
  });
  return (await answer.json()) as { participantId: string; token: string }; // checked by the route's own schema
}

async function send({ url }: RunningServer, archive: MadeArchive, token: string): Promise<number> {
  const answer = await fetch(`${url}/v1/archives/${archive.sessionId}`, {
    method: 'PUT',
    headers: { authorization: `Bearer ${token}`, 'repr-digest': reprDigest(archive.sha256) },
    body: archive.bytes,
  });
  return answer.status;
}

test('every command is described', () => {
  for (const [name, { does }] of Object.entries(commands)) {
    expect(usage()).toContain(`  ${name}`);
    expect(does).toMatch(/\.$/);
  }
});
