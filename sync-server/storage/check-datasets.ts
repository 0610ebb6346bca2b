import { sql } from 'kysely';
import { split } from '../../shared/api/rows.ts';
import type { StorageFinding } from '../../shared/api/storage.ts';
import { type ArchiveStore, BrokenFile } from '../archive-store.ts';
import { datasetIndexKey, datasetKey } from '../dataset/dataset-files.ts';
import type { Database } from '../database.ts';

type Deps = { database: Database; store: Pick<ArchiveStore, 'list' | 'size'> };

/** Files of datasets that no row knows, and files that ready datasets should have and have not. */
export async function checkDatasets({ database, store }: Deps): Promise<StorageFinding[]> {
  const findings: StorageFinding[] = [];
  const files = new Map<string, string[]>();
  for await (const { key } of store.list('datasets/')) {
    const [, id = ''] = key.split('/');
    files.set(id, [...(files.get(id) ?? []), key]);
  }
  for (const [id, keys] of files) {
    const row = await database
      .selectFrom('datasets')
      .select('id')
      .where(sql<boolean>`id::text = ${id}`)
      .executeTakeFirst();
    const words = 'There is no such dataset.';
    if (row === undefined) findings.push(...keys.map((key) => finding('orphan', key, words)));
  }
  const ready = await database.selectFrom('datasets').select('id').where('state', '=', 'ready').execute();
  for (const { id } of ready) {
    for (const key of [...split.options.map((one) => datasetKey(id, one)), datasetIndexKey(id)]) {
      const found = await look(store, key);
      if (found !== undefined && (await isStillReady(database, id))) findings.push(found);
    }
  }
  return findings;
}

async function look(store: Deps['store'], key: string): Promise<StorageFinding | undefined> {
  try {
    const size = await store.size(key);
    return size === undefined ? finding('missing', key, 'A file of a dataset is gone: build it again.') : undefined;
  } catch (error) {
    if (error instanceof BrokenFile) return finding('damaged', key, error.message);
    throw error;
  }
}

/** It may have been erased between reading its row and looking for its files. */
async function isStillReady(database: Database, id: string): Promise<boolean> {
  const row = await database.selectFrom('datasets').select('state').where('id', '=', id).executeTakeFirst();
  return row?.state === 'ready';
}

const finding = (kind: StorageFinding['kind'], objectKey: string, words: string): StorageFinding => ({
  kind,
  objectKey,
  sessionId: null,
  words,
});
