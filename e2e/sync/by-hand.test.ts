import './fake-browser.ts';
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join as joinPath } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { forgetConfirmed, markExported } from '../../extension/store/archives.ts';
import { packTogether } from '../../extension/ui/save-archives.ts';
import { newId } from '../../shared/new-id.ts';
import { type MadeArchive, makeArchive } from '../../sync-server/ingest/make-archive.ts';
import type { ImportReport } from '../../sync-server/commands/import-archives.ts';
import { waitFor } from '../harness/wait-for.ts';
import { countStates, fillOutbox, join, openContext } from './profile.ts';
import { openStudy, type Study } from './study.ts';

const command = joinPath(import.meta.dirname, '../../sync-server/admin-command.ts');
const run = promisify(execFile);
const SESSIONS = 16;
let study: Study;
let folder: string;
beforeAll(async () => {
  [study, folder] = await Promise.all([openStudy(), mkdtemp(joinPath(tmpdir(), 'codesight-usb-stick-'))]);
});
afterAll(async () => {
  await study.close();
  await rm(folder, { recursive: true });
});

const bring = async (...args: string[]): Promise<ImportReport> => {
  const env = { ...process.env, CODESIGHT_SERVER: study.url(), ADMIN_TOKEN: study.adminToken };
  const { stdout } = await run(process.execPath, [command, 'import', ...args], { env });
  return JSON.parse(stdout) as ImportReport;
};

const blobOf = ({ sessionId, bytes }: MadeArchive) => ({ sessionId, archive: new Blob([bytes]) });

test('R8.7: what an offline device saved as a file is taken in, comes into a dataset, and is confirmed to the device once it is online', async () => {
  const access = await study.enrol();
  await join({ ...access, serverUrl: 'http://127.0.0.1:9' });
  let now = Date.now();
  const device = openContext('offline', { now: () => now });
  // As many different examples as are trained on at the least, however the sessions are dealt to the splits.
  const archives = Array.from({ length: SESSIONS }, (_, index) =>
    makeArchive({
      participantId: access.participantId,
      products: ['oak', 'brass', 'blue'].map((kind) => `Desk lamp ${index}, ${kind}`),
    }),
  );
  await fillOutbox(device.database, archives);
  await device.sending.round();

  // In the options it presses “Save all as one file”.
  const saved = joinPath(folder, 'codesight-sessions-2026-11-21.zip');
  await writeFile(saved, new Uint8Array(await (await packTogether(archives.map(blobOf))).arrayBuffer()));
  await markExported(
    device.database,
    archives.map(({ sessionId }) => sessionId),
    now,
  );
  expect(await countStates(device.database)).toEqual({ sealed: SESSIONS });

  expect(await bring(saved)).toMatchObject({ takenIn: SESSIONS, thereAlready: 0, refused: 0 });
  expect(await bring(folder)).toMatchObject({ takenIn: 0, thereAlready: SESSIONS, refused: 0 });

  const dataset = await study.api<{ id: string }>('POST', '/v1/datasets', {});
  const built = await waitFor('the dataset', async () => {
    type Row = { state: string; sessions: unknown; examples: Record<string, number> };
    const row = await study.api<Row>('GET', `/v1/datasets/${dataset.id}`);
    return row.state === 'building' ? undefined : row;
  });
  expect(built).toMatchObject({ state: 'ready', failure: null });
  expect(Object.values(built.examples).reduce((sum, count) => sum + count, 0)).toBeGreaterThan(0);

  // Weeks later it is online again: nothing is sent, everything has its receipt, and the copies may go.
  await join(access);
  const sent: string[] = [];
  const online = openContext('offline', {
    now: () => now,
    doFetch: (url, init) => {
      if (init.method !== 'HEAD') sent.push(`${init.method} ${url}`);
      return fetch(url, init);
    },
  });
  for (let round = 0; round < 2; round++) {
    now += 21 * 24 * 60 * 60_000;
    await online.sending.round();
  }
  expect(await countStates(online.database)).toEqual({ confirmed: SESSIONS });
  expect(sent.filter((one) => one.includes('/v1/archives/'))).toEqual([]);
  await forgetConfirmed(online.database, now + 1);
  expect((await online.database.archives.toArray()).map(({ archive }) => archive)).toEqual(archives.map(() => null));
});

test('what cannot be taken in is named with its reason, and keeps none of the others out', async () => {
  const { participantId } = await study.enrol();
  const good = makeArchive({ participantId });
  const stranger = makeArchive({ participantId: newId(Date.now()) });
  const nameless = makeArchive({ participantId: null });
  const place = joinPath(folder, 'mixed');
  await mkdir(place);
  await writeFile(joinPath(place, 'a-text.zip'), 'this is no archive');
  await writeFile(joinPath(place, 'good.codesight.zip'), good.bytes);
  await writeFile(joinPath(place, 'nameless.codesight.zip'), nameless.bytes);
  await writeFile(joinPath(place, 'stranger.codesight.zip'), stranger.bytes);
  const failure = (await bring(place).catch((error: unknown) => error)) as { stderr: string; code: number };
  expect(failure.code).toBe(1);
  for (const reason of [
    'This is no ZIP file, or a damaged one.',
    'Say whose it is, with --participant.',
    'Take it in at the server that they joined.',
    '3 of 4 were not taken in',
  ]) {
    expect(failure.stderr).toContain(reason);
  }
  expect((await study.stored()).get(good.sessionId)).toBe(good.sha256);
  const one = joinPath(place, 'nameless.codesight.zip');
  expect(await bring(one, '--participant', participantId)).toMatchObject({ takenIn: 1, refused: 0 });
});
