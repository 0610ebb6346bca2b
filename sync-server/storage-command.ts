import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { KnownError } from '../shared/errors.ts';
import { FolderInUse } from './adapters/folder-lock.ts';
import { type OpenedDatabase, openDatabase } from './adapters/postgres.ts';
import { StoreKeyError } from './adapters/store-keys.ts';
import { BackupRefusal } from './backup/read-backup.ts';
import { storageCommands, StorageRefusal, storageUsage } from './commands/storage-commands.ts';
import { ConfigError, readConfig } from './config.ts';
import { withSecretFiles } from './secret-files.ts';

/** `npm run storage -- <command>`: what is done to the store itself, beside the server. */
async function main(): Promise<void> {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: {
      'delete-orphans': { type: 'boolean' },
      'forget-missing': { type: 'boolean' },
      'trust-plain': { type: 'boolean' },
      'dry-run': { type: 'boolean' },
      verify: { type: 'boolean' },
      versioning: { type: 'boolean' },
      participant: { type: 'string' },
      'with-participants': { type: 'boolean' },
    },
  });
  const name = positionals[0] ?? '';
  const command = Object.hasOwn(storageCommands, name) ? storageCommands[name] : undefined;
  if (command === undefined) {
    process.stderr.write(`${storageUsage()}\n`);
    process.exit(2);
  }
  const config = readConfig(withSecretFiles(process.env));
  const dataDir = resolve(config.dataDir);
  let opened: OpenedDatabase | undefined;
  const database = async () => {
    opened ??= await openDatabase({ url: config.databaseUrl, dataDir });
    return opened.database;
  };
  try {
    const result = await command.run({ config, dataDir, database, subject: positionals[1], options: values });
    process.stdout.write(`${JSON.stringify(result, undefined, 2)}\n`);
  } finally {
    await opened?.close();
  }
}

try {
  await main();
} catch (error) {
  const isForPeople = [BackupRefusal, ConfigError, FolderInUse, KnownError, StoreKeyError, StorageRefusal].some(
    (kind) => error instanceof kind,
  );
  process.stderr.write(
    `${isForPeople && error instanceof Error ? error.message : String(error instanceof Error ? error.stack : error)}\n`,
  );
  process.exit(1);
}
