import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { FolderInUse } from './adapters/folder-lock.ts';
import { keyFile, openKeys, openStore, storeFolder } from './adapters/open-store.ts';
import { openDatabase } from './adapters/postgres.ts';
import { resealFolder } from './adapters/reseal-folder.ts';
import { StoreKeyError, withNewKey, writeStoreKeys } from './adapters/store-keys.ts';
import { type Config, ConfigError, readConfig } from './config.ts';
import { recordAct } from './audit/record-act.ts';
import { checkStorage, type Repair } from './ingest/check-storage.ts';
import type { Database } from './database.ts';

const USAGE = `npm run storage -- <command>     with the server's own environment variables

  check [--delete-orphans] [--forget-missing]
      Compares the store with the database, both ways. On the embedded database the server must be stopped.
      --delete-orphans  deletes what no archive stands on. Never after putting a backup of the database back.
      --forget-missing  forgets archives whose file is gone or cut off, so that devices send them again.
  seal
      Seals files of the folder store that are plain, or that an older key has sealed. All servers must be stopped.
  rotate-key
      Makes a new key, seals everything with it, and takes the older keys out of the key file.`;

const commands: Readonly<Record<string, (given: Given) => Promise<object>>> = { check, seal, 'rotate-key': rotateKey };

type Given = { config: Config; dataDir: string; database: Database; repair: Repair };

async function check({ config, dataDir, database, repair }: Given): Promise<object> {
  return await checkStorage({ database, store: await openStore(config, dataDir), now: Date.now }, repair);
}

async function seal({ config, dataDir }: Given): Promise<object> {
  requireFolder(config);
  return await resealFolder(storeFolder(dataDir), await openKeys(config, dataDir));
}

function requireFolder({ bucket }: Config): void {
  if (bucket !== undefined) throw new StoreKeyError('A bucket seals by itself (S3_ENCRYPTION); there is no folder.');
}

/** The new key is on the disk before the first file needs it, and the old ones are there until no file does. */
async function rotateKey(given: Given): Promise<object> {
  const { config, dataDir, database } = given;
  requireFolder(config);
  const file = keyFile(config, dataDir);
  if (file === undefined) {
    throw new StoreKeyError('The keys are in STORE_KEY: put a new one before them there, with a comma, then run seal.');
  }
  const keys = withNewKey(await openKeys(config, dataDir));
  await writeStoreKeys(file, keys);
  const done = await seal(given);
  await writeStoreKeys(file, [keys[0]]);
  await recordAct(database, { at: Date.now(), actor: 'system', act: 'rotate-store-key', subject: 'store' });
  return done;
}

async function main(): Promise<void> {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { 'delete-orphans': { type: 'boolean' }, 'forget-missing': { type: 'boolean' } },
  });
  const name = positionals[0] ?? '';
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (command === undefined) {
    process.stderr.write(`${USAGE}\n`);
    process.exit(2);
  }
  const config = readConfig(process.env);
  const dataDir = resolve(config.dataDir);
  const { database, close } = await openDatabase({ url: config.databaseUrl, dataDir });
  try {
    const repair = {
      deleteOrphans: values['delete-orphans'] ?? false,
      forgetMissing: values['forget-missing'] ?? false,
    };
    const result = await command({ config, dataDir, database, repair });
    process.stdout.write(`${JSON.stringify(result, undefined, 2)}\n`);
  } finally {
    await close();
  }
}

try {
  await main();
} catch (error) {
  const isForPeople = error instanceof ConfigError || error instanceof FolderInUse || error instanceof StoreKeyError;
  process.stderr.write(`${isForPeople ? error.message : String(error instanceof Error ? error.stack : error)}\n`);
  process.exit(1);
}
