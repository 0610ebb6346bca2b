import { createHash, randomBytes } from 'node:crypto';
import { cp, mkdir, mkdtemp, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { type ArchiveStore, BrokenFile } from '../archive-store.ts';
import { readConfig } from '../config.ts';
import { archiveStoreContract } from './archive-store-contract.ts';
import { folderStore } from './folder-store.ts';
import { keysIn } from './folder-files.ts';
import { openStore } from './open-store.ts';
import { type IsOurs, resealFolder, type Resealing } from './reseal-folder.ts';
import {
  loadStoreKeys,
  parseStoreKeys,
  readStoreKeys,
  type StoreKeys,
  withNewKey,
  writeStoreKeys,
} from './store-keys.ts';

const folders: string[] = [];
afterAll(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true }))));

async function newFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'codesight-folder-'));
  folders.push(folder);
  return folder;
}

/** Holds nothing: nobody removes anything here. */
const doAtOnce =
  (isOurs: IsOurs): Resealing['hold'] =>
  async (_key, work) => {
    await work(isOurs);
    return 'done';
  };
const keysOnDisk = async (folder: string) => (await keysIn(folder, '')).toSorted();

const newKeys = (): StoreKeys => [randomBytes(32)];

archiveStoreContract('a folder', async () => folderStore(await newFolder()));
archiveStoreContract('a folder with a cold one beside it', async () =>
  folderStore(await newFolder(), undefined, { coldFolder: await newFolder() }),
);
archiveStoreContract('a sealed folder', async () => folderStore(await newFolder(), newKeys()));

describe('what is sealed', () => {
  let folder: string;
  let keys: StoreKeys;
  beforeEach(async () => {
    folder = await newFolder();
    keys = newKeys();
  });

  const put = async (store: ArchiveStore, key: string, content: Buffer) => {
    const file = join(folder, '..', crypto.randomUUID());
    await writeFile(file, content);
    await store.put(key, file, { bytes: content.length, sha256: createHash('sha256').update(content).digest('hex') });
    await rm(file);
  };
  const get = async (store: ArchiveStore, key: string) => Buffer.concat(await (await store.getStream(key)).toArray());

  test('R11.3: the content is not on the disk, and comes back whole at every size around a chunk', async () => {
    const store = folderStore(folder, keys);
    for (const bytes of [0, 1, 65_535, 65_536, 65_537, 131_072, 200_000]) {
      const content = Buffer.alloc(bytes, 'somebody bought a lamp ');
      await put(store, 'a/b', content);
      expect((await get(store, 'a/b')).equals(content)).toBe(true);
      expect(await store.size('a/b')).toBe(bytes);
      expect((await readFile(join(folder, 'a/b'))).includes('lamp')).toBe(false);
    }
  });

  test('a byte that was changed anywhere, and every way of cutting it off, is noticed', async () => {
    const store = folderStore(folder, keys);
    await put(store, 'a/b', randomBytes(150_000));
    const path = join(folder, 'a/b');
    const whole = await readFile(path);
    for (const at of [8, 20, 32, 40_000, 65_570, whole.length - 1]) {
      const changed = Buffer.from(whole);
      changed[at] = (changed[at] ?? 0) ^ 1;
      await writeFile(path, changed);
      await expect(get(store, 'a/b'), `byte ${at}`).rejects.toThrow(/was changed|is not here/);
    }
    const chunk = 65_536 + 16;
    for (const bytes of [20, 32, 40, 32 + chunk, 32 + 2 * chunk, whole.length - 1]) {
      await writeFile(path, whole.subarray(0, bytes));
      await expect(get(store, 'a/b'), `${bytes} bytes`).rejects.toThrow(/cut off/);
    }
    const swapped = [whole.subarray(0, 32), whole.subarray(32 + chunk, 32 + 2 * chunk), whole.subarray(32, 32 + chunk)];
    await writeFile(path, Buffer.concat([...swapped, whole.subarray(32 + 2 * chunk)]));
    await expect(get(store, 'a/b')).rejects.toThrow('was changed');
  });

  test('a file does not open under another name, nor with another key, nor without one', async () => {
    await put(folderStore(folder, keys), 'a/b', Buffer.from('mine'));
    await expect(folderStore(folder, newKeys()).getStream('a/b')).rejects.toThrow('is not here');
    await expect(folderStore(folder).getStream('a/b')).rejects.toThrow('is not here');
    await rename(join(folder, 'a/b'), join(folder, 'a/c'));
    await expect(get(folderStore(folder, keys), 'a/c')).rejects.toThrow('put here from elsewhere');
  });

  const unheld = { hold: doAtOnce(() => Promise.resolve(false)) };

  test('R11.3: a sealed file that somebody replaced by a plain, another or a longer one is refused', async () => {
    const store = folderStore(folder, keys);
    await put(store, 'a/b', Buffer.from('of the store'));
    await put(store, 'a/c', Buffer.from('another one'));
    const path = join(folder, 'a/b');
    const whole = await readFile(path);
    for (const [content, words] of [
      [Buffer.from('of somebody else'), 'is not sealed'],
      [Buffer.alloc(0), 'is not sealed'],
      [await readFile(join(folder, 'a/c')), 'put here from elsewhere'],
      [Buffer.concat([whole, Buffer.alloc(1)]), 'was changed'],
      [Buffer.concat([whole, whole.subarray(32)]), 'was changed'],
    ] as const) {
      await writeFile(path, content);
      await expect(get(store, 'a/b'), words).rejects.toThrow(words);
    }
    await writeFile(path, 'of somebody else');
    await expect(store.size('a/b')).rejects.toBeInstanceOf(BrokenFile);
    // Whoever compares the store with the database still sees it.
    expect(await Array.fromAsync(store.list('a/b'))).toEqual([{ key: 'a/b', bytes: 16 }]);
  });

  test('plain files are sealed when somebody vouches for their content, and named when nobody does', async () => {
    await put(folderStore(folder), 'a/plain', Buffer.from('from before'));
    await put(folderStore(folder), 'a/foreign', Buffer.from('put there by somebody'));
    const known = createHash('sha256').update('from before').digest('hex');
    const hold = doAtOnce((sha256) => Promise.resolve(sha256 === known));
    const sealing = { folders: [folder], keys, hold };
    expect(await resealFolder(sealing)).toEqual({ sealed: 1, left: 0, leaving: 0, refused: ['a/foreign'] });
    const store = folderStore(folder, keys);
    expect((await get(store, 'a/plain')).toString()).toBe('from before');
    await expect(get(store, 'a/foreign')).rejects.toThrow('is not sealed');
    expect(await keysOnDisk(folder)).toEqual(['a/foreign', 'a/plain']);
  });

  test('what an older key has sealed is sealed anew, and only once', async () => {
    await put(folderStore(folder, keys), 'a/old', Buffer.from('of the old key'));
    const both = withNewKey(keys);
    const store = folderStore(folder, both);
    await put(store, 'a/new', Buffer.from('of the new key'));
    const sealing = { folders: [folder], keys: both, ...unheld };
    expect(await resealFolder(sealing)).toEqual({ sealed: 1, left: 1, leaving: 0, refused: [] });
    expect(await resealFolder(sealing)).toEqual({ sealed: 0, left: 2, leaving: 0, refused: [] });
    expect((await get(folderStore(folder, [both[0]]), 'a/old')).toString()).toBe('of the old key');
    await expect(folderStore(folder, keys).getStream('a/new')).rejects.toThrow('is not here');
  });

  test('R11.3: while keys are changed again and again, everything that comes in and is read stays readable', async () => {
    const file = join(folder, '..', `${crypto.randomUUID()}-key`);
    const store = folderStore(folder, async () => (await readStoreKeys(file)) ?? keys);
    await writeStoreKeys(file, keys);
    const ending = new AbortController();
    const written: string[] = [];
    const load = (async () => {
      for (let index = 0; !ending.signal.aborted; index++) {
        const key = `a/${index}`;
        await put(store, key, Buffer.alloc(100_000, key));
        written.push(key);
        const some = written[Math.floor(Math.random() * written.length)] ?? key;
        expect((await get(store, some)).subarray(0, some.length).toString()).toBe(some);
      }
    })();
    for (let round = 0; round < 6; round++) {
      const changed = withNewKey((await readStoreKeys(file)) ?? keys);
      await writeStoreKeys(file, changed);
      await resealFolder({ folders: [folder], keys: changed, ...unheld });
      await writeStoreKeys(file, [changed[0]]);
    }
    ending.abort();
    await load;
    const last = (await readStoreKeys(file)) ?? keys;
    expect(last).toHaveLength(1);
    expect(written.length).toBeGreaterThan(5);
    for (const key of written) {
      expect((await get(folderStore(folder, last), key)).equals(Buffer.alloc(100_000, key))).toBe(true);
    }
    await rm(file);
  });

  test('R11.3: what comes in just while the key is changed is sealed with the new one', async () => {
    const [changed] = withNewKey(keys);
    const answers: StoreKeys[] = [keys];
    const store = folderStore(folder, () => Promise.resolve(answers.shift() ?? [changed]));
    await put(store, 'a/b', Buffer.from('just now'));
    expect((await get(folderStore(folder, [changed]), 'a/b')).toString()).toBe('just now');
  });

  test('what processes that died were writing is removed by its age, and what is being written is left', async () => {
    const store = folderStore(folder, keys);
    await put(store, 'a/b', Buffer.from('whole'));
    await writeFile(join(folder, 'a/b.old.part~'), 'half');
    const old = new Date(Date.now() - 3_600_000);
    await utimes(join(folder, 'a/b.old.part~'), old, old);
    await writeFile(join(folder, 'a/b.new.part~'), 'half');
    expect(await store.removeLeftovers(Date.now() - 60_000)).toBe(1);
    expect((await readdir(join(folder, 'a'))).toSorted()).toEqual(['b', 'b.new.part~']);
  });

  test('those that make the first key at once agree on one', async () => {
    const file = join(folder, 'store-key');
    const made = await Promise.all(Array.from({ length: 8 }, () => loadStoreKeys(file)));
    for (const one of made) expect(one).toEqual(made[0]);
    expect(await readdir(folder)).toEqual(['store-key']);
  });

  test('R11.3: a store that was sealed does not open with another key, nor makes a new one, and nothing is written', async () => {
    const dataDir = await newFolder();
    const config = readConfig({ DATA_DIR: dataDir });
    await put(await openStore(config, dataDir), 'a/b', Buffer.from('mine'));
    const keyPath = join(dataDir, 'store-key');
    const key = await readFile(keyPath, 'utf8');
    await rm(keyPath);
    await expect(openStore(config, dataDir)).rejects.toThrow('and there is none in');
    expect(await readdir(dataDir)).toEqual(['store']);
    await writeFile(keyPath, 'ab'.repeat(32));
    await expect(openStore(config, dataDir)).rejects.toThrow('it is not there');
    const other = readConfig({ STORE_KEY: 'ab'.repeat(32) });
    await expect(openStore(other, dataDir)).rejects.toThrow('in STORE_KEY. Nothing was written');
    await writeFile(keyPath, `${'ab'.repeat(32)}\n${key}`);
    expect((await get(await openStore(config, dataDir), 'a/b')).toString()).toBe('mine');
  });

  test('a key is made once, for this user alone, and what is no key is refused', async () => {
    const file = join(folder, 'store-key');
    const made = await loadStoreKeys(file);
    expect(await loadStoreKeys(file)).toEqual(made);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect(() => parseStoreKeys('')).toThrow('no key');
    expect(() => parseStoreKeys('abc')).toThrow('64 hexadecimal digits');
    expect(parseStoreKeys(`${'ab'.repeat(32)}, ${'cd'.repeat(32)}`)).toHaveLength(2);
  });
});

describe('a folder with a cold one beside it', () => {
  const key = 'archives/2026-03/one.zip';
  const opened = async () => {
    const [hot, cold] = [await newFolder(), await newFolder()];
    const keys = newKeys();
    const store = folderStore(hot, keys, { coldFolder: cold });
    const file = join(await newFolder(), 'archive');
    await writeFile(file, 'an archive');
    await store.put(key, file, { bytes: 10, sha256: createHash('sha256').update('an archive').digest('hex') });
    if (store.tiers === undefined) throw new Error('there is a cold folder');
    const places = async () => [await keysOnDisk(hot), await keysOnDisk(cold)];
    const read = async () => Buffer.concat(await (await store.getStream(key)).toArray()).toString();
    return { hot, cold, keys, store, tiers: store.tiers, places, read };
  };

  test('R6.4, R6.5: what is not read goes there, sealed as it was, is still read, and comes back', async () => {
    const { cold, store, tiers, places, read } = await opened();
    await tiers.cool(key);
    await tiers.cool(key);
    expect(await places()).toEqual([[], [key]]);
    expect((await readFile(join(cold, key))).includes('an archive')).toBe(false);
    expect(await read()).toBe('an archive');
    expect(await Array.fromAsync(store.list('archives/'))).toEqual([{ key, bytes: 10 }]);
    expect(await tiers.warm(key)).toBe(0);
    expect(await tiers.warm(key)).toBe(0);
    expect(await places()).toEqual([[key], []]);
    expect(await read()).toBe('an archive');
  });

  test('a move that was killed between its two halves is finished by the next one', async () => {
    const { hot, cold, store, tiers, places } = await opened();
    await mkdir(join(cold, 'archives/2026-03'), { recursive: true });
    await cp(join(hot, key), join(cold, key));
    await writeFile(join(cold, `${key}.killed.part~`), 'half');
    expect(await Array.fromAsync(store.list(''))).toEqual([{ key, bytes: 10 }]);
    await tiers.cool(key);
    expect(await places()).toEqual([[], [key]]);
    expect(await store.removeLeftovers(Date.now() + 60_000)).toBe(1);
  });

  test('deleting reaches both places, and the other key reaches both too', async () => {
    const { hot, cold, keys, store, tiers, places } = await opened();
    await tiers.cool(key);
    const both = withNewKey(keys);
    const hold = doAtOnce(() => Promise.resolve(false));
    expect(await resealFolder({ folders: [hot, cold], keys: both, hold })).toMatchObject({ sealed: 1 });
    const later = folderStore(hot, [both[0]], { coldFolder: cold });
    expect(Buffer.concat(await (await later.getStream(key)).toArray()).toString()).toBe('an archive');
    await store.delete(key);
    expect(await places()).toEqual([[], []]);
    await expect(tiers.warm(key)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});
