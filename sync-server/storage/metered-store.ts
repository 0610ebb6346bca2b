import { Readable } from 'node:stream';
import type { UsageKind } from '../../shared/api/storage.ts';
import type { ArchiveStore } from '../archive-store.ts';

export type Usage = Record<UsageKind, { requests: number; bytes: number }>;

const none = (): Usage => ({
  write: { requests: 0, bytes: 0 },
  read: { requests: 0, bytes: 0 },
  restore: { requests: 0, bytes: 0 },
});

/** Keys that one listing gives; each page is a request. */
const PAGE = 1_000;

/**
 * The same store, counted as it is charged for: puts, moves and listings as writes, gets and looks as reads, with the
 * bytes that were really read. `take` gives what there was since it was last asked.
 */
export function meteredStore(store: ArchiveStore): { store: ArchiveStore; take(): Usage } {
  let usage = none();
  const add = (kind: UsageKind, requests: number, bytes: number) => {
    usage[kind].requests += requests;
    usage[kind].bytes += bytes;
  };
  async function* countRead(content: Readable): AsyncGenerator<Buffer> {
    for await (const piece of content as AsyncIterable<Buffer>) {
      add('read', 0, piece.length);
      yield piece;
    }
  }
  async function* countListed(prefix: string) {
    let index = 0;
    for await (const entry of store.list(prefix)) {
      if (index++ % PAGE === 0) add('write', 1, 0);
      yield entry;
    }
  }
  const { tiers } = store;
  const metered: ArchiveStore = {
    ...store,
    put: async (key, file, facts) => {
      add('write', 1, facts.bytes);
      await store.put(key, file, facts);
    },
    getStream: async (key) => {
      add('read', 1, 0);
      return Readable.from(countRead(await store.getStream(key)), { objectMode: false });
    },
    size: async (key) => {
      add('read', 1, 0);
      return await store.size(key);
    },
    list: countListed,
    tiers: tiers && {
      cool: async (key) => {
        add('write', 1, 0);
        await tiers.cool(key);
      },
      warm: async (key) => {
        const waitS = await tiers.warm(key);
        add('restore', 1, waitS === 0 ? ((await store.size(key)) ?? 0) : 0);
        return waitS;
      },
    },
  };
  const take = () => {
    const taken = usage;
    usage = none();
    return taken;
  };
  return { store: metered, take };
}
