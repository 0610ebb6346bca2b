import { mkdir, mkdtemp, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { keyFile, openKeys, openStore, storeFolders } from '../adapters/open-store.ts';
import { setUpBucket } from '../adapters/s3-set-up.ts';
import { StoreKeyError, withNewKey, writeStoreKeys } from '../adapters/store-keys.ts';
import { recordAct } from '../audit/record-act.ts';
import { loadBackup } from '../backup/load-backup.ts';
import type { Config } from '../config.ts';
import type { Database } from '../database.ts';
import { archiveReaders } from '../readers/archive-readers.ts';
import { adoptOrphans } from '../storage/adopt-orphans.ts';
import { bringSessionBack } from '../storage/bring-back.ts';
import { checkStore } from '../storage/check-store.ts';
import { coolArchives } from '../storage/cool-archives.ts';
import { resealStore } from '../storage/reseal-store.ts';

const HOUR_MS = 60 * 60 * 1000;
/** The largest archive there may be takes some minutes. */
const SCREENING_MS = 600_000;

export type StorageOptions = {
  'delete-orphans'?: boolean;
  'forget-missing'?: boolean;
  'trust-plain'?: boolean;
  'dry-run'?: boolean;
  verify?: boolean;
  versioning?: boolean;
  participant?: string;
  'with-participants'?: boolean;
};

/** What a command works with; the database is opened when it is asked for. */
export type Given = {
  /** The first word after the command. */
  subject: string | undefined;
  config: Config;
  dataDir: string;
  database(): Promise<Database>;
  options: StorageOptions;
};

/** What is wrong with what was asked, in a sentence. */
export class StorageRefusal extends Error {
  override readonly name = 'StorageRefusal';
}

type StorageCommand = { takes: string; does: string[]; run(given: Given): Promise<object> };

/** What `npm run storage` knows. On the embedded database the server must be stopped for all but `setup`. */
export const storageCommands: Readonly<Record<string, StorageCommand>> = {
  setup: {
    takes: '[--dry-run] [--versioning]',
    does: [
      'Sets the bucket up: encryption by default, no public access, uploads that were given up are cleared away,',
      'tiering. Harmless at any time; says what it changed, and with --dry-run what it would.',
      '--versioning  keeps what is overwritten or deleted for a week. An erasure is complete only after that.',
    ],
    run: setUp,
  },
  check: {
    takes: '[--verify] [--delete-orphans] [--forget-missing]',
    does: [
      'Compares the store with the database, both ways. Every night it runs by itself.',
      '--verify          reads every archive in hot storage, and compares it with its digest.',
      '--delete-orphans  deletes what no archive stands on. After putting a backup of the database back: `adopt` first.',
      '--forget-missing  forgets archives whose file is gone or cut off, so that devices send them again.',
    ],
    run: check,
  },
  adopt: {
    takes: '[<session> [--participant …]] [--with-participants] [--dry-run]',
    does: [
      'For a database that was put back from a backup: gives archives their rows back that it has forgotten, after the',
      'same checks as when they were sent, and repeats erasures and withdrawals that it has forgotten. Names what it',
      'leaves, and why; harmless at any time.',
      '--participant        says whose a session is that names nobody.',
      '--with-participants  makes participants anew who joined after the backup, as their archives name them.',
    ],
    run: adopt,
  },
  'put-back': {
    takes: '<file>',
    does: [
      'Loads a backup that `npm run admin -- backup` has made into an empty database, all of it or nothing. `adopt` then',
      'brings back what came after it.',
    ],
    run: putBack,
  },
  cool: {
    takes: '[--dry-run]',
    does: ['Moves what nobody has read for COLD_AFTER_DAYS to cold storage; every night it runs by itself.'],
    run: cool,
  },
  restore: {
    takes: '<session>',
    does: ['Brings an archive back from cold storage, or begins to, and says when it will be there.'],
    run: restore,
  },
  seal: {
    takes: '[--trust-plain]',
    does: [
      'Seals files of the folder store that are plain, or that an older key has sealed. Plain ones are sealed when the',
      'database knows their content, and named when it does not. Servers at work must have all of the keys.',
      '--trust-plain  seals all plain files: when nobody else can have put one there.',
    ],
    run: seal,
  },
  'rotate-key': {
    takes: '',
    does: ['Makes a new key, seals everything with it, and takes the older keys out of the key file.'],
    run: rotateKey,
  },
};

async function setUp({ config, options }: Given): Promise<object> {
  const { bucket } = config;
  if (bucket === undefined) throw new StorageRefusal('There is no bucket (S3_BUCKET): a folder needs no setup.');
  const dryRun = options['dry-run'] ?? false;
  const coldByUs = config.coldAfterDays !== undefined;
  return { dryRun, steps: await setUpBucket(bucket, { dryRun, versioning: options.versioning ?? false, coldByUs }) };
}

async function check({ config, dataDir, database, options }: Given): Promise<object> {
  const deps = { database: await database(), store: await openStore(config, dataDir), now: Date.now };
  const repair = {
    deleteOrphans: options['delete-orphans'] ?? false,
    forgetMissing: options['forget-missing'] ?? false,
  };
  const all = options.verify === true ? Infinity : 0;
  const verify = { archives: all, bytes: all };
  return await checkStore(deps, { reason: 'command', verify, leftoversOlderThanMs: HOUR_MS, repair });
}

async function adopt({ config, dataDir, database, subject, options }: Given): Promise<object> {
  const { participant: participantId, 'dry-run': dryRun = false, 'with-participants': all = false } = options;
  if (subject !== undefined && !z.uuid().safeParse(subject).success) throw new StorageRefusal('Say which session.');
  if (participantId !== undefined && subject === undefined) throw new StorageRefusal('Say which session is theirs.');
  const given = { database: await database(), store: await openStore(config, dataDir), now: Date.now };
  const readers = archiveReaders();
  const working = join(dataDir, 'working');
  await mkdir(working, { recursive: true, mode: 0o700 });
  const workFolder = await mkdtemp(join(working, 'adopting-'));
  try {
    const deps = {
      ...given,
      workFolder,
      verify: readers.verify,
      screen: (path: string) => readers.scan(path, SCREENING_MS),
      // What takes even longer is stored unscanned: the server's job finds it.
      screenLater: () => Promise.resolve(),
    };
    const strangers = all ? 'make' : 'leave';
    return await adoptOrphans(deps, { sessionId: subject, participantId, strangers, dryRun });
  } finally {
    await readers.close();
    await rm(workFolder, { recursive: true, force: true });
  }
}

async function putBack({ database, subject }: Given): Promise<object> {
  if (subject === undefined) throw new StorageRefusal('Say which file.');
  if (!(await stat(subject).catch(() => undefined))?.isFile()) throw new StorageRefusal(`There is no file ${subject}.`);
  const { madeAt, rows } = await loadBackup(await database(), subject, Date.now());
  return { madeAt: new Date(madeAt).toISOString(), rows };
}

async function cool({ config, dataDir, database, options }: Given): Promise<object> {
  if (config.coldAfterDays === undefined) throw new StorageRefusal('Say after how many days, in COLD_AFTER_DAYS.');
  const deps = { database: await database(), store: await openStore(config, dataDir), now: Date.now };
  return await coolArchives(deps, { days: config.coldAfterDays, dryRun: options['dry-run'] ?? false });
}

async function restore({ config, dataDir, database, subject }: Given): Promise<object> {
  if (!z.uuid().safeParse(subject).success) throw new StorageRefusal('Say which session.');
  const deps = { database: await database(), store: await openStore(config, dataDir), now: Date.now };
  const found = await bringSessionBack(deps, subject ?? '');
  if (found === undefined) throw new StorageRefusal('There is no archive of such a session.');
  await recordAct(deps.database, { at: Date.now(), actor: 'system', act: 'restore-archive', subject: subject ?? '' });
  return found;
}

async function seal({ config, dataDir, database, options }: Given): Promise<object> {
  requireFolder(config);
  const folders = storeFolders(config, dataDir);
  const keys = await openKeys(config, dataDir);
  return await resealStore(await database(), { folders, keys, trustPlain: options['trust-plain'] ?? false });
}

function requireFolder({ bucket }: Config): void {
  if (bucket !== undefined) throw new StorageRefusal('A bucket seals by itself (S3_ENCRYPTION); there is no folder.');
}

const MOST_ROUNDS = 5;

/** The new key is on the disk before the first file needs it, and the old ones are there until no file does. */
async function rotateKey(given: Given): Promise<object> {
  const { config, dataDir } = given;
  requireFolder(config);
  const file = keyFile(config, dataDir);
  if (file === undefined) {
    throw new StoreKeyError('The keys are in STORE_KEY: put a new one before them there, with a comma, then run seal.');
  }
  const database = await given.database();
  const keys = withNewKey(await openKeys(config, dataDir));
  await writeStoreKeys(file, keys);
  const done = { sealed: 0, refused: new Set<string>() };
  for (let round = 1; ; round++) {
    const one = await resealStore(database, { folders: storeFolders(config, dataDir), keys, trustPlain: false });
    done.sealed += one.sealed;
    for (const key of one.refused) done.refused.add(key);
    if (one.leaving === 0) break;
    if (round === MOST_ROUNDS)
      throw new StorageRefusal('Files came and went all the time. All keys are kept: run it again.');
  }
  await writeStoreKeys(file, [keys[0]]);
  await recordAct(database, { at: Date.now(), actor: 'system', act: 'rotate-store-key', subject: 'store' });
  return { sealed: done.sealed, refused: [...done.refused] };
}

export function storageUsage(): string {
  const lines = Object.entries(storageCommands).flatMap(([name, { takes, does }]) => [
    `  ${`${name} ${takes}`.trim()}`,
    ...does.map((line) => `      ${line}`),
  ]);
  return ["npm run storage -- <command>     with the server's own environment variables", '', ...lines].join('\n');
}
