import { mkdir, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { ArchiveStore } from '../archive-store.ts';
import type { Config } from '../config.ts';
import { checkKeys } from './check-keys.ts';
import { type FolderOptions, folderStore } from './folder-store.ts';
import {
  type KeySource,
  loadStoreKeys,
  parseStoreKeys,
  readStoreKeys,
  StoreKeyError,
  type StoreKeys,
} from './store-keys.ts';

type StoreConfig = Pick<Config, 'bucket' | 'storeKey' | 'coldDir'>;

/** The store that is configured: a bucket, or the folder `store` in `dataDir`. Throws StoreKeyError. */
export async function openStore(
  config: StoreConfig,
  dataDir: string,
  copy?: FolderOptions['copy'],
): Promise<ArchiveStore> {
  if (config.bucket !== undefined) {
    // Some megabytes of code that a server with a folder does without.
    const { s3Store } = await import('./s3-store.ts');
    return s3Store(config.bucket);
  }
  const keys = await openKeys(config, dataDir);
  const file = keyFile(config, dataDir);
  const source = file === undefined ? keys : keysIn(file);
  const options = { coldFolder: coldFolder(config), ...(copy === undefined ? {} : { copy }) };
  return folderStore(storeFolder(dataDir), source, options);
}

/** The keys in the file as they are now, which is replaced when they are changed: it is read when it is another one. */
function keysIn(file: string): KeySource {
  let known: { of: string; keys: StoreKeys } | undefined;
  return async () => {
    const found = await stat(file).catch(() => undefined);
    const of = `${found?.ino} ${found?.mtimeMs} ${found?.size}`;
    if (found !== undefined && known?.of === of) return known.keys;
    const keys = await readStoreKeys(file);
    if (keys === undefined) throw new StoreKeyError(`The file of the store's keys is gone: ${file}.`);
    known = { of, keys };
    return keys;
  };
}

/** The folder store's folders: the one in `dataDir`, and the cold one where there is one. */
export function storeFolders(config: StoreConfig, dataDir: string): string[] {
  const cold = coldFolder(config);
  return cold === undefined ? [storeFolder(dataDir)] : [storeFolder(dataDir), cold];
}

const storeFolder = (dataDir: string): string => join(dataDir, 'store');
const coldFolder = ({ coldDir }: StoreConfig) => (coldDir === undefined ? undefined : resolve(coldDir));

/** Where the keys are kept; undefined when the environment brings them. Never in the folder that they seal. */
export function keyFile({ storeKey }: StoreConfig, dataDir: string): string | undefined {
  return 'keys' in storeKey ? undefined : (storeKey.file ?? join(dataDir, 'store-key'));
}

/**
 * The keys of the folder store. Throws StoreKeyError, also when what lies there is sealed with none of them; a new key
 * is made only for a store that has nothing sealed.
 */
export async function openKeys(config: StoreConfig, dataDir: string): Promise<StoreKeys> {
  const folders = storeFolders(config, dataDir);
  const file = keyFile(config, dataDir);
  if (file === undefined) {
    const keys = parseStoreKeys('keys' in config.storeKey ? config.storeKey.keys : '');
    await checkKeys(folders, keys, 'STORE_KEY');
    return keys;
  }
  await checkKeys(folders, await readStoreKeys(file), file);
  await mkdir(dataDir, { recursive: true });
  return await loadStoreKeys(file);
}
