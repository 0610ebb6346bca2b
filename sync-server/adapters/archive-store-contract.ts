import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ArchiveStore } from '../archive-store.ts';

/** What every store promises, as tests. `open` gives an empty store. */
export function archiveStoreContract(name: string, open: () => Promise<ArchiveStore>): void {
  describe(name, () => {
    let folder = '';
    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), 'codesight-store-'));
    });
    afterAll(() => rm(folder, { recursive: true }));

    const write = async (content: Uint8Array) => {
      const file = join(folder, crypto.randomUUID());
      await writeFile(file, content);
      return { file, facts: { sha256: createHash('sha256').update(content).digest('hex'), bytes: content.length } };
    };

    test('gives back what was put, byte for byte', async () => {
      const store = await open();
      const content = Buffer.alloc(3_000_000, 'not only zeros ');
      const { file, facts } = await write(content);
      await store.put('archives/2026-03/one.zip', file, facts);
      const chunks = await (await store.getStream('archives/2026-03/one.zip')).toArray();
      expect(Buffer.concat(chunks).equals(content)).toBe(true);
      expect(await store.size('archives/2026-03/one.zip')).toBe(3_000_000);
    });

    test('storing the same again is harmless', async () => {
      const store = await open();
      const { file, facts } = await write(Buffer.from('twice'));
      await Promise.all([store.put('a/b', file, facts), store.put('a/b', file, facts)]);
      expect(await Array.fromAsync(store.list('a/'))).toEqual([{ key: 'a/b', bytes: 5 }]);
    });

    test('refuses content that is not what was announced, and keeps nothing of it', async () => {
      const store = await open();
      const { file } = await write(Buffer.from('changed on the way'));
      const facts = { sha256: createHash('sha256').update('announced').digest('hex'), bytes: 18 };
      await expect(store.put('a/b', file, facts)).rejects.toMatchObject({ code: 'DIGEST_MISMATCH' });
      expect(await store.size('a/b')).toBeUndefined();
      expect(await Array.fromAsync(store.list(''))).toEqual([]);
    });

    test('says that something is not there', async () => {
      const store = await open();
      await expect(store.getStream('no/such')).rejects.toMatchObject({ code: 'NOT_FOUND' });
      expect(await store.size('no/such')).toBeUndefined();
    });

    test('deletes, and takes deleting what is not there for done', async () => {
      const store = await open();
      const { file, facts } = await write(Buffer.from('short-lived'));
      await store.put('a/b', file, facts);
      await store.delete('a/b');
      await store.delete('a/b');
      expect(await store.size('a/b')).toBeUndefined();
    });

    test('lists by prefix in the order of the keys, over several pages', async () => {
      const store = await open();
      const { file, facts } = await write(Buffer.from('x'));
      const keys = ['archives/2026-01/b', 'archives/2026-01/a', 'archives/2026-02/c', 'datasets/d/train.jsonl'];
      for (const key of keys) await store.put(key, file, facts);
      const found = await Array.fromAsync(store.list('archives/'));
      expect(found.map(({ key }) => key)).toEqual(['archives/2026-01/a', 'archives/2026-01/b', 'archives/2026-02/c']);
      expect(await Array.fromAsync(store.list('elsewhere/'))).toEqual([]);
    });

    test('refuses keys that could lead elsewhere', async () => {
      const store = await open();
      const { file, facts } = await write(Buffer.from('x'));
      for (const key of ['../x', '/x', 'a/../../x', 'a//b', 'A', 'a/.hidden', '']) {
        await expect(store.put(key, file, facts)).rejects.toThrow('not a key');
      }
    });
  });
}
