import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import type { Split } from '../../shared/api/rows.ts';

/** Where a dataset's file lies in the object store. */
export const datasetKey = (datasetId: string, split: Split): string => `datasets/${datasetId}/${split}.jsonl`;

/**
 * Which session each line of a file came from: `[{ sessionId, split, examples }]` in the order of the files, because
 * a line in the provider's format has no room for it.
 */
export const datasetIndexKey = (datasetId: string): string => `datasets/${datasetId}/sessions.json`;

export type FinishedFile = { path: string; sha256: string; bytes: number };

/** Writes lines, each closed by LF, to a file while hashing them; holds one line in memory. */
export async function writeLines(path: string, lines: AsyncIterable<string> | Iterable<string>): Promise<FinishedFile> {
  const hash = createHash('sha256');
  let bytes = 0;
  async function* chunks(): AsyncGenerator<Buffer> {
    for await (const line of lines) {
      const chunk = Buffer.from(`${line}\n`);
      hash.update(chunk);
      bytes += chunk.length;
      yield chunk;
    }
  }
  await pipeline(chunks, createWriteStream(path, { mode: 0o600 }));
  return { path, sha256: hash.digest('hex'), bytes };
}
