import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { archiveStoreContract } from './archive-store-contract.ts';
import { folderStore } from './folder-store.ts';

const folders: string[] = [];
afterAll(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true }))));

archiveStoreContract('a folder', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'codesight-folder-'));
  folders.push(folder);
  return folderStore(folder);
});
