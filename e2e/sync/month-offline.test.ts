import './fake-browser.ts';
import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readStored, writeStored } from '../../extension/browser/stored.ts';
import { releaseHeld } from '../../extension/store/archives.ts';
import { openDatabase } from '../../sync-server/adapters/postgres.ts';
import { type MadeArchive, makeArchive } from '../../sync-server/ingest/make-archive.ts';
import { sampleAudio } from '../../sync-server/ingest/sample-audio.ts';
import { seededRandom } from '../chaos/seeded-random.ts';
import { type BadLine, openBadLine } from '../harness/bad-line.ts';
import { countStates, fillOutbox, join } from './profile.ts';
import { type SimulatedDevice, simulatedDevice } from './simulated-device.ts';
import { openStudy, type Study } from './study.ts';

const SESSIONS = 200;
const HOURS = 30 * 24;
const HOUR_MS = 60 * 60 * 1_000;
const DAY_MS = 24 * HOUR_MS;
const BEGIN = Date.UTC(2026, 0, 5, 8);

let study: Study;
let line: BadLine;
beforeAll(async () => {
  study = await openStudy();
  line = await openBadLine(() => study.url());
});
afterAll(async () => {
  await line.close();
  await study.close();
});

/** One in four was spoken with, up to a megabyte. */
function makeSessions(participantId: string, random: () => number): MadeArchive[] {
  return Array.from({ length: SESSIONS }, (_, index) => {
    const products = Array.from({ length: 1 + Math.floor(random() * 3) }, (_none, at) => `Lamp ${index}-${at}`);
    const startedAt = BEGIN + (index * HOURS * HOUR_MS) / SESSIONS;
    if (index % 4 > 0) return makeArchive({ participantId, products, startedAt });
    const audio = Buffer.concat([sampleAudio(), randomBytes(Math.floor(random() * 1_000_000))]);
    return makeArchive({ participantId, products, startedAt, audio });
  });
}

const intake = (state: 'frozen' | 'open'): Promise<unknown> =>
  study.api('PUT', '/v1/admin/intake', { state, reason: 'a drill in the tests' });

async function restartServer(meanwhile: () => Promise<unknown> = async () => undefined): Promise<void> {
  await study.server.kill();
  await meanwhile();
  await study.server.start();
}

/** Every participant's access runs out. */
async function expireTokens(): Promise<void> {
  const { database, close } = await openDatabase({ url: undefined, dataDir: study.dataDir });
  await database.updateTable('tokens').set({ expires_at: 1 }).where('scope', '=', 'participant').execute();
  await close();
}

const interruptionsOf = ({ clock, restart, sending }: SimulatedDevice, random: () => number): (() => unknown)[] => [
  () => line.cutAfter(random() * 300_000),
  () => restart(),
  () => intake('frozen'),
  () => void (clock.now -= 2 * DAY_MS),
  () => line.cutAfter(1),
  () => restartServer(),
  () => void (clock.now += 90 * DAY_MS),
  () => restartServer(expireTokens),
  () => line.cutAfter(random() * 600_000),
  () => sending().pause(),
];

/** Does what only people can: joins again, resumes, takes in again. */
async function help({ database, sending }: SimulatedDevice, participantId: string): Promise<void> {
  if ((await readStored('lostAccess')) !== null) {
    expect((await countStates(database()))['held']).toBeGreaterThan(0);
    await join({ ...(await study.enrol(participantId)), serverUrl: line.url });
    await releaseHeld(database());
    await sending().hurry();
  }
  if (await readStored('sendingPaused')) {
    await writeStored('sendingPaused', false);
    await sending().hurry();
  }
  await intake('open');
}

test('F18: a month offline: 200 sessions arrive once each and in order, over ten interruptions', async () => {
  const random = seededRandom(20_261_122);
  const { participantId, token } = await study.enrol();
  await join({ participantId, token, serverUrl: line.url });
  const device = simulatedDevice('a month away', BEGIN, random);
  const sessions = makeSessions(participantId, random);

  const waiting = [...sessions];
  await device.passUntil(BEGIN + HOURS * HOUR_MS, async (now) => {
    const ready = waiting.filter(({ manifest }) => manifest.session.endedAt <= now).length;
    await fillOutbox(device.database(), waiting.splice(0, ready));
  });
  await fillOutbox(device.database(), waiting);
  expect(await countStates(device.database())).toEqual({ sealed: SESSIONS });
  const triesOffline = device.requests();
  // An hour between two tries at the most, and half an hour on average.
  expect(triesOffline).toBeGreaterThan(HOURS);
  expect(triesOffline).toBeLessThan(HOURS * 3);

  device.network.isThere = true;
  const interruptions = interruptionsOf(device, random);
  let struck = 0;
  device.beforeRequest.run = async () => {
    const interruption = interruptions[struck];
    if (interruption === undefined || new Set(device.begun()).size <= ((struck + 1) * SESSIONS) / 12) return;
    struck++;
    await interruption();
  };
  await device.sending().hurry();
  let alarms = 0;
  while (alarms < 2_000 && (await countStates(device.database()))['confirmed'] !== SESSIONS) {
    await device.alarm();
    if (++alarms % 8 === 0) await help(device, participantId);
  }

  expect(struck).toBe(10);
  expect(line.cuts()).toBe(3);
  expect(await countStates(device.database())).toEqual({ confirmed: SESSIONS });
  const stored = await study.stored();
  expect(new Map(sessions.map(({ sessionId, sha256 }) => [sessionId, sha256]))).toEqual(stored);
  const ranks = [...new Set(device.begun())].map((id) => sessions.findIndex(({ sessionId }) => sessionId === id));
  const outOfOrder = ranks.filter((rank, index) => index > 0 && rank < (ranks[index - 1] ?? 0)).length;
  // What was interrupted before it was begun goes a little later.
  expect(outOfOrder).toBeLessThanOrEqual(interruptions.length);

  const bytes = sessions.reduce((sum, archive) => sum + archive.bytes.length, 0);
  const figures = { triesOffline, alarms, begun: device.begun().length, outOfOrder, bytes, carried: line.carried() };
  console.log(JSON.stringify({ sessions: SESSIONS, interruptions: struck, ...figures, stored: stored.size }));
}, 300_000);
