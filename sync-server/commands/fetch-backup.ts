import { createWriteStream } from 'node:fs';
import { rename, rm, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { readBackup } from '../backup/read-backup.ts';
import { countedContent } from '../counted-content.ts';
import { refusalOf } from './refusal.ts';

/** Has the server make a backup and writes it to this disk. */
export type FetchBackup = (path: string) => Promise<{ file: string; rows: number; bytes: number; sha256: string }>;

/**
 * `path` is the file, which must not be there, or a folder, in which it is named by the moment. When this resolves it is
 * on the disk, and was read to its end: its checksum is right, and all rows that it speaks of are in it.
 */
export function fetchBackup(server: string, token: string): FetchBackup {
  return async (path) => {
    const file = await placeOf(path);
    const answer = await fetch(`${server}/v1/admin/backup`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}` },
    });
    if (!answer.ok || answer.body === null) throw refusalOf(answer.status, await answer.text());
    const partial = `${file}.part`;
    try {
      const { content, facts } = countedContent(arriving(answer.body));
      await pipeline(content, createWriteStream(partial, { mode: 0o600, flush: true }));
      let rows = 0;
      for await (const { kind } of readBackup(partial)) if (kind === 'row') rows++;
      await rename(partial, file);
      return { file, rows, ...facts() };
    } catch (error) {
      await rm(partial, { force: true });
      throw error;
    }
  };
}

async function* arriving(body: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* Readable.fromWeb(body) as AsyncIterable<Uint8Array>;
  } catch (cause) {
    throw new Error('The backup broke off on its way, and nothing of it was kept. Ask for it again.', { cause });
  }
}

async function placeOf(path: string): Promise<string> {
  const found = await stat(path).catch(() => undefined);
  if (found === undefined) return resolve(path);
  if (!found.isDirectory()) throw new Error(`${path} is there already, and no backup is written over.`);
  const moment = new Date().toISOString().slice(0, 19).replaceAll(':', '-');
  return resolve(join(path, `codesight-${moment}Z.backup.gz`));
}
