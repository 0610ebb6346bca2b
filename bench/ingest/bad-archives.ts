import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { seededRandom } from '../../e2e/chaos/seeded-random.ts';
import { brokenArchives } from '../../sync-server/ingest/broken-archives.ts';
import { makeArchive, sha256Of } from '../../sync-server/ingest/make-archive.ts';
import { put } from './send.ts';

export type BadResult = { tried: number; accepted: number; worstMs: number };

type Sender = { participantId: string; token: string };

/** What must be refused: our own, those in `folder` when it is there, and good ones with bytes changed or cut. */
export async function badArchives(
  sender: Sender,
  { folder, mutations }: { folder: string | undefined; mutations: number },
): Promise<Named[]> {
  const own = brokenArchives().map(({ name, bytes }) => ({ name, bytes }));
  return [...own, ...(await readFolder(folder)), ...mutated(sender, mutations)];
}

export async function sendBadArchives(url: string, sender: Sender, files: readonly Named[]): Promise<BadResult> {
  const result: BadResult = { tried: 0, accepted: 0, worstMs: 0 };
  for (const { name, bytes, sessionId = crypto.randomUUID() } of files) {
    if (bytes.length === 0) continue;
    const begin = performance.now();
    const { status, body } = await put(url, { bytes, sha256: sha256Of(bytes), sessionId, token: sender.token });
    const ms = performance.now() - begin;
    result.tried++;
    result.worstMs = Math.max(result.worstMs, Math.round(ms));
    if (status === 200 || status === 201) {
      result.accepted++;
      console.log(`ACCEPTED ${name}`);
    } else if (status < 400 || status >= 500) console.log(`answered ${status}: ${name}: ${body}`);
  }
  return result;
}

type Named = { name: string; bytes: Uint8Array<ArrayBuffer>; sessionId?: string };

async function readFolder(folder: string | undefined): Promise<Named[]> {
  if (folder === undefined || !existsSync(folder)) return [];
  const names = (await readdir(folder)).filter((name) => name.endsWith('.zip'));
  return Promise.all(names.map(async (name) => ({ name, bytes: new Uint8Array(await readFile(join(folder, name))) })));
}

/** Sent as the session that they are, so that nothing but the change itself can be what they are refused for. */
function mutated({ participantId }: Sender, count: number): Named[] {
  const random = seededRandom(7);
  const { bytes: good, sessionId } = makeArchive({ participantId });
  return Array.from({ length: count }, (_, index) => {
    if (index % 4 === 0) {
      const cut = 1 + Math.floor(random() * (good.length - 1));
      return { name: `cut off at ${cut}`, bytes: good.slice(0, cut), sessionId };
    }
    const bytes = good.slice();
    const at = Math.floor(random() * bytes.length);
    bytes[at] = ((bytes[at] ?? 0) + 1 + Math.floor(random() * 254)) % 256;
    return { name: `byte ${at} changed`, bytes, sessionId };
  });
}
