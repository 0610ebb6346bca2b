import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { rename, rm, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { findDigest, uploadHeaders } from '../../shared/api/receipt.ts';

/** Has the server make a backup and writes it to this disk. */
export type FetchBackup = (path: string) => Promise<{ file: string; bytes: number; sha256: string }>;

/**
 * `path` is the file, which must not be there, or a folder, in which it is named by the moment. When this resolves it is
 * whole, compared with what the server says of it, and on the disk.
 */
export function fetchBackup(server: string, token: string): FetchBackup {
  return async (path) => {
    const file = await placeOf(path);
    const answer = await fetch(`${server}/v1/admin/backup`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}` },
    });
    if (!answer.ok || answer.body === null) {
      throw new Error(`The server refuses (${answer.status}): ${await answer.text()}`);
    }
    const partial = `${file}.part`;
    const hash = createHash('sha256');
    let bytes = 0;
    async function* counted(content: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
      for await (const piece of content) {
        hash.update(piece);
        bytes += piece.length;
        yield piece;
      }
    }
    try {
      const target = createWriteStream(partial, { mode: 0o600, flush: true });
      await pipeline(counted(Readable.fromWeb(answer.body)), target);
      const sha256 = hash.digest('hex');
      if (sha256 !== findDigest(answer.headers.get(uploadHeaders.digest) ?? '')) {
        throw new Error('What arrived is not what the server has sent. Ask for it again.');
      }
      await rename(partial, file);
      return { file, bytes, sha256 };
    } catch (error) {
      await rm(partial, { force: true });
      throw error;
    }
  };
}

async function placeOf(path: string): Promise<string> {
  const found = await stat(path).catch(() => undefined);
  if (found === undefined) return resolve(path);
  if (!found.isDirectory()) throw new Error(`${path} is there already, and no backup is written over.`);
  const moment = new Date().toISOString().slice(0, 19).replaceAll(':', '-');
  return resolve(join(path, `codesight-${moment}Z.backup.gz`));
}
