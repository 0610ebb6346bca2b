import { join } from 'node:path';
import type { ArchiveStore } from '../archive-store.ts';
import type { Config } from '../config.ts';
import { folderStore } from './folder-store.ts';
import { s3Store } from './s3-store.ts';
import { loadStoreKeys, parseStoreKeys, type StoreKeys } from './store-keys.ts';

type StoreConfig = Pick<Config, 'bucket' | 'storeKey'>;

/** The store that is configured: a bucket, or the folder `store` in `dataDir`. Throws StoreKeyError. */
export async function openStore(config: StoreConfig, dataDir: string): Promise<ArchiveStore> {
  if (config.bucket !== undefined) return s3Store(config.bucket);
  return folderStore(storeFolder(dataDir), await openKeys(config, dataDir));
}

export const storeFolder = (dataDir: string): string => join(dataDir, 'store');

/** Where the keys are kept; undefined when the environment brings them. Never in the folder that they seal. */
export function keyFile({ storeKey }: StoreConfig, dataDir: string): string | undefined {
  return 'keys' in storeKey ? undefined : (storeKey.file ?? join(dataDir, 'store-key'));
}

/** The keys of the folder store. Throws StoreKeyError. */
export async function openKeys(config: StoreConfig, dataDir: string): Promise<StoreKeys> {
  const file = keyFile(config, dataDir);
  if (file !== undefined) return await loadStoreKeys(file);
  return parseStoreKeys('keys' in config.storeKey ? config.storeKey.keys : '');
}
