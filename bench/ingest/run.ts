/**
 * `npm run bench -- ingest [--quick] [--archives=<folder>]`: how fast archives are taken in, with all their checks and
 * sealed on the disk, at 1, 16 and 256 senders, beside a bare Node server that streams the same bytes to the same disk
 * with their SHA-256; whether a thousand participants who come back at once lose anything; and whether anything broken
 * is let in. Servers run in processes of their own (their memory is the most seen while sending), the senders in this
 * one. Last line: JSON.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { heavyArchive } from './heavy-archive.ts';
import { sendBadArchives } from './bad-archives.ts';
import { measuredServer, type MeasuredServer } from './measured-server.ts';
import { joinEverybody, type Person } from './participants.ts';
import { returnAtOnce } from './returning.ts';
import { sendAll } from './send.ts';

const CONNECTIONS = [1, 16, 256];
const RETURNING = 1_000;
const ROOT = join(import.meta.dirname, '../..');
const isQuick = process.argv.includes('--quick');
/** Of one archive: a session of some minutes. */
const archiveBytes = isQuick ? 500_000 : 3_000_000;
const rounds = isQuick ? 1 : 2;
const corpus = process.argv.find((word) => word.startsWith('--archives='))?.slice('--archives='.length);

const folder = await mkdtemp(join(tmpdir(), 'codesight-bench-'));
try {
  const dataDir = join(folder, 'data');
  const people = await joinEverybody(dataDir, RETURNING);
  const own = await measuredServer(join(ROOT, 'sync-server/main.ts'), [], {
    DATA_DIR: dataDir,
    PORT: '0',
    LOG_LEVEL: 'error',
  });
  const bare = await measuredServer(join(import.meta.dirname, 'bare-server.ts'), [folder], {});
  const speed = await measureSpeed({ own, bare }, firstOf(people));
  const returning = await returnAtOnce(own.url, people);
  console.log(`${returning.participants} returned at once: ${returning.lost} lost, ${returning.seconds} s`);
  const bad = await sendBadArchives(own.url, firstOf(people), {
    folder: corpus,
    mutations: isQuick ? 100 : 400,
  });
  await Promise.all([own.stop(), bare.stop()]);
  const { participants, lost } = returning;
  console.log(
    JSON.stringify({ connections: CONNECTIONS, ...speed, returning: { participants, lost }, badArchives: bad }),
  );
} finally {
  await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
}

async function measureSpeed({ own, bare }: Record<'own' | 'bare', MeasuredServer>, person: Person) {
  const result = { mbPerS: [] as number[], bareMbPerS: [] as number[], peakMb: [] as number[] };
  for (const connections of CONNECTIONS) {
    const count = Math.max(isQuick ? 8 : 16, connections * (connections < 256 ? 3 : 1));
    const ours: number[] = [];
    const theirs: number[] = [];
    own.takePeakMb();
    for (let round = 0; round < rounds; round++) {
      const parcels = Array.from({ length: count }, () => ({
        ...heavyArchive(person.participantId, archiveBytes),
        token: person.token,
      }));
      const { mbPerS, perS } = await sendAll(own.url, parcels, connections);
      ours.push(mbPerS);
      theirs.push((await sendAll(bare.url, parcels, connections)).mbPerS);
      console.log(`${connections} senders: ${mbPerS} MB/s, ${perS} archives/s; bare ${theirs.at(-1)} MB/s`);
    }
    result.mbPerS.push(Math.max(...ours));
    result.bareMbPerS.push(Math.max(...theirs));
    result.peakMb.push(own.takePeakMb());
  }
  return result;
}

function firstOf<Item>([first]: readonly Item[]): Item {
  if (first === undefined) throw new Error('nobody has joined');
  return first;
}
