/**
 * `npm run bench -- ingest [--quick] [--postgres] [--archives=<folder>]`: how fast archives are taken in, with all their
 * checks and sealed on the disk, at 1, 16 and 256 senders, beside a bare Node server that streams the same bytes to the
 * same disk with their SHA-256; what that costs in processor time, which is what bounds it; whether a thousand
 * participants who come back at once lose anything; and whether anything broken is let in, or keeps others waiting.
 * Servers run in processes of their own, the senders in this one. The archives have the sizes of recorded sessions, and
 * as much to check in them; then there are some that are nearly all pictures. Last line: JSON, of recorded sizes.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { startTemporaryPostgres } from '../../sync-server/adapters/temporary-postgres.ts';
import { badArchives, sendBadArchives } from './bad-archives.ts';
import { measuredServer, wordsOfScript } from './measured-server.ts';
import { measureSpeed } from './measure-speed.ts';
import { joinEverybody, type Person } from './participants.ts';
import { watchHealth } from './watch-health.ts';
import { photographedArchive, recordedArchive } from './recorded-archive.ts';
import { returnAtOnce } from './returning.ts';
import { type Parcel, sendAll } from './send.ts';

const CONNECTIONS = [1, 16, 256];
const RETURNING = 1_000;
const isQuick = process.argv.includes('--quick');
const corpus = process.argv.find((word) => word.startsWith('--archives='))?.slice('--archives='.length);
/** Sessions of one to twelve minutes. */
const RECORDED_BYTES = [150_000, 200_000, 300_000, 500_000, 1_000_000];
const PHOTOGRAPHED_BYTES = 3_000_000;
const WARM_UP = 60;

const folder = await mkdtemp(join(tmpdir(), 'codesight-bench-'));
const postgres = process.argv.includes('--postgres') ? await startTemporaryPostgres() : undefined;
try {
  const dataDir = join(folder, 'data');
  const people = await joinEverybody(dataDir, RETURNING, postgres?.url);
  const own = await measuredServer(await wordsOfScript('start'), {
    DATA_DIR: dataDir,
    PORT: '0',
    LOG_LEVEL: 'error',
    ...(postgres === undefined ? {} : { DATABASE_URL: postgres.url }),
  });
  const bare = await measuredServer(['bench/ingest/bare-server.ts', folder], {});
  console.log(`${availableParallelism()} processors for servers and senders, ${postgres ? 'PostgreSQL' : 'PGlite'}`);
  // Everybody sends once in a while: limits by token are not what is measured.
  let turn = 0;
  const parcelOf = (make: typeof recordedArchive, bytes: number): Parcel => {
    const { participantId, token } = people[turn++ % people.length] ?? firstOf(people);
    return { ...make(participantId, bytes), token };
  };
  const measure = (make: (index: number) => Parcel, connections: readonly number[]) =>
    measureSpeed({ own, bare }, { connections, isQuick, make });
  // Code that has just started is slow, theirs and ours.
  const early = Array.from({ length: WARM_UP }, () => parcelOf(recordedArchive, 300_000));
  for (const { url } of [own, bare]) await sendAll(url, early, 8);
  console.log('Archives as recorded:');
  const speed = await measure((index) => {
    const bytes = RECORDED_BYTES[index % RECORDED_BYTES.length] ?? 0;
    return parcelOf(recordedArchive, bytes);
  }, CONNECTIONS);
  console.log('Archives that are nearly all pictures:');
  await measure(() => parcelOf(photographedArchive, PHOTOGRAPHED_BYTES), isQuick ? [16] : [1, 16]);
  const returning = await returnAtOnce(own.url, people);
  console.log(`${returning.participants} returned at once: ${returning.lost} lost, ${returning.seconds} s`);
  const files = await badArchives(firstOf(people), { folder: corpus, mutations: isQuick ? 100 : 400 });
  const health = watchHealth(own.url);
  const bad = await sendBadArchives(own.url, firstOf(people), files);
  const { asked, unwell, medianMs, worstMs } = await health.stop();
  console.log(`while they were sent, health was asked ${asked} times: ${unwell} times it was not well, ${medianMs} ms`);
  console.log(`until the answer as a rule, ${worstMs} ms at worst; memory ${own.takePeakMb()} MB at worst`);
  await Promise.all([own.stop(), bare.stop()]);
  const { participants, lost } = returning;
  console.log(
    JSON.stringify({ connections: CONNECTIONS, ...speed, returning: { participants, lost }, badArchives: bad }),
  );
} finally {
  await postgres?.stop();
  await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
}

function firstOf([first]: readonly Person[]): Person {
  if (first === undefined) throw new Error('nobody has joined');
  return first;
}
