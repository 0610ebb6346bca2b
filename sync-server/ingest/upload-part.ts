import { createHash, type Hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { KnownError } from '../../shared/errors.ts';
import { type GatheredWrites, gatheredWrites } from './gathered-writes.ts';

/** Unfinished uploads that nobody went on with for so long are thrown away. */
const KEEP_MS = 24 * 60 * 60 * 1000;
const ENDING = '.part';
const UUID_LENGTH = 36;

/** The folder in which archives arrive. A part is what has arrived of one archive from one participant so far. */
export type UploadParts = {
  pathOf(participantId: string, sessionId: string): string;
  /** Bytes that have arrived, or undefined when there is no part. */
  size(path: string): Promise<number | undefined>;
  /**
   * Appends `body` at `from`, which must be the part's size (0 begins anew). A body that breaks off leaves what had
   * arrived. Nothing is promised for a power cut: the whole is compared with its digest before it counts, and put on
   * the disk for good by the store. Throws TOO_LARGE beyond `total` bytes.
   */
  append(path: string, body: AsyncIterable<Uint8Array>, range: { from: number; total: number }): Promise<Appended>;
  /** Of what there is now; undefined when there is no part. */
  sha256(path: string): Promise<string | undefined>;
  list(): Promise<{ path: string; participantId: string; sessionId: string }[]>;
  remove(path: string): Promise<void>;
  /** Removes all parts of a participant, or the part of a session, whoever sends it. @returns how many there were. */
  removeAllOf(id: string): Promise<number>;
  /** Removes the parts that were last written to longer ago than a day. */
  removeOld(now: number): Promise<number>;
};

/** `sha256` is of the whole part, not of what was appended. */
export type Appended = { bytes: number; sha256: string };

export function uploadParts(folder: string): UploadParts {
  return {
    pathOf: (participantId, sessionId) => join(folder, `${participantId}-${sessionId}${ENDING}`),
    size: async (path) => (await findStat(path))?.size,
    append: async (path, body, { from, total }) => {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      return append(path, body, { from, total });
    },
    sha256: async (path) => {
      if ((await findStat(path)) === undefined) return undefined;
      const hash = createHash('sha256');
      await hashFile(path, hash);
      return hash.digest('hex');
    },
    list: async () => {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const names = (await readdir(folder)).filter((name) => name.endsWith(ENDING));
      return names.map((name) => ({
        path: join(folder, name),
        participantId: name.slice(0, UUID_LENGTH),
        sessionId: name.slice(UUID_LENGTH + 1, -ENDING.length),
      }));
    },
    remove: (path) => rm(path, { force: true }),
    removeAllOf: async (id) => {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const names = (await readdir(folder)).filter((name) => name.endsWith(ENDING) && name.includes(id));
      for (const name of names) await rm(join(folder, name), { force: true });
      return names.length;
    },
    removeOld: async (now) => {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      let removed = 0;
      for (const name of await readdir(folder)) {
        const path = join(folder, name);
        const found = name.endsWith(ENDING) ? await findStat(path) : undefined;
        if (found === undefined || now - found.mtimeMs < KEEP_MS) continue;
        await rm(path, { force: true });
        removed++;
      }
      return removed;
    },
  };
}

async function append(
  path: string,
  body: AsyncIterable<Uint8Array>,
  { from, total }: { from: number; total: number },
): Promise<Appended> {
  const hash = createHash('sha256');
  if (from > 0) await hashFile(path, hash);
  const file = await open(path, from > 0 ? 'a' : 'w', 0o600);
  const writes = gatheredWrites(file);
  let bytes = from;
  try {
    for await (const piece of fromClient(body, writes)) {
      bytes += piece.byteLength;
      if (bytes > total) {
        throw new KnownError('TOO_LARGE', `The body is longer than the ${total} bytes that Upload-Length announced.`);
      }
      hash.update(piece);
      await writes.write(piece);
    }
    await writes.finish();
  } catch (error) {
    throw isDiskFull(error) ? diskFull(error) : error;
  } finally {
    // No handle may be closed under a write.
    await Promise.allSettled([writes.finish()]);
    await file.close();
  }
  return { bytes, sha256: hash.digest('hex') };
}

/** A connection that breaks is the network's fault, not the server's: the client goes on from what has arrived. */
async function* fromClient(body: AsyncIterable<Uint8Array>, { finish }: GatheredWrites): AsyncGenerator<Uint8Array> {
  try {
    yield* body;
  } catch (cause) {
    await finish();
    throw new KnownError('OFFSET_MISMATCH', 'The upload broke off. Ask how much has arrived and send the rest.', {
      cause,
    });
  }
}

const isDiskFull = (error: unknown) => error instanceof Error && 'code' in error && error.code === 'ENOSPC';

function diskFull(cause: unknown): KnownError {
  return new KnownError('UNAVAILABLE', "The server's disk is full. Try again later.", { cause, retryAfterS: 600 });
}

async function hashFile(path: string, hash: Hash): Promise<void> {
  for await (const piece of createReadStream(path)) hash.update(piece as Buffer); // no encoding was asked for
}

async function findStat(path: string) {
  try {
    return await stat(path);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}
