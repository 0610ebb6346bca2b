import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import type { ArchiveStore } from '../archive-store.ts';
import { archiveStoreContract } from './archive-store-contract.ts';
import { folderStore } from './folder-store.ts';
import { resealFolder } from './reseal-folder.ts';
import { loadStoreKeys, parseStoreKeys, type StoreKeys, withNewKey } from './store-keys.ts';

const folders: string[] = [];
afterAll(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true }))));

async function newFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'codesight-folder-'));
  folders.push(folder);
  return folder;
}

const newKeys = (): StoreKeys => [randomBytes(32)];

archiveStoreContract('a folder', async () => folderStore(await newFolder()));
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

  test('what was stored plain is read, and sealed by the command, and so is what an older key has sealed', async () => {
    await put(folderStore(folder), 'a/plain', Buffer.from('from before'));
    await put(folderStore(folder, keys), 'a/old', Buffer.from('of the old key'));
    const both = withNewKey(keys);
    const store = folderStore(folder, both);
    await put(store, 'a/new', Buffer.from('of the new key'));
    expect((await get(store, 'a/plain')).toString()).toBe('from before');
    expect(await resealFolder(folder, both)).toEqual({ sealed: 2, left: 1 });
    expect(await resealFolder(folder, both)).toEqual({ sealed: 0, left: 3 });
    const onlyNew = folderStore(folder, [both[0]]);
    expect((await get(onlyNew, 'a/plain')).toString()).toBe('from before');
    expect((await get(onlyNew, 'a/old')).toString()).toBe('of the old key');
    await expect(folderStore(folder, keys).getStream('a/new')).rejects.toThrow('is not here');
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
