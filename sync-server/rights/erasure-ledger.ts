import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { erasureCounts, erasureReason, erasureSubject } from '../../shared/api/rights.ts';
import { epochMs, sha256, uuid } from '../../shared/identifiers.ts';
import { type ArchiveStore, BrokenFile } from '../archive-store.ts';
import { writeLines } from '../dataset/dataset-files.ts';
import { tombstoneOf } from '../ingest/check-willingness.ts';
import { readObjectKey } from '../ingest/object-key.ts';
import type { Erasure } from './erasure-rows.ts';

const PREFIX = 'tombstones/';

/** What the store itself keeps of an erasure: hashes and sums, and not whose it was. */
const ledgerEntry = z.object({
  id: uuid,
  subject: erasureSubject,
  reason: erasureReason,
  askedAt: epochMs,
  /** The tombstone of whom or what was erased. */
  tombstone: sha256,
  /** Those of the sessions that went with it. */
  sessions: z.array(sha256),
  counts: erasureCounts,
});
export type LedgerEntry = z.infer<typeof ledgerEntry>;

/**
 * Writes an erasure down in the store, before any of its objects goes: a database that is put back from a backup has
 * forgotten it, and would otherwise hold again what was erased (recall-erasures.ts). Doing it again is harmless: an
 * erasure that is repeated on such a database knows less of what went than the note, which only grows.
 */
export async function writeLedger(
  { store, workFolder }: { store: Pick<ArchiveStore, 'put' | 'size' | 'getStream'>; workFolder: string },
  erasure: Erasure & { subject_id: string },
): Promise<void> {
  const known = await findEntry(store, erasure.id);
  const entry = merge(known, {
    id: erasure.id,
    subject: erasure.subject,
    reason: erasure.reason,
    askedAt: erasure.asked_at,
    tombstone: tombstoneOf(erasure.subject_id),
    sessions: erasure.object_keys
      .map((key) => readObjectKey(key)?.sessionId)
      .filter((id) => id !== undefined)
      .map(tombstoneOf),
    counts: erasure.counts,
  });
  const folder = await mkdtemp(join(workFolder, 'erasure-'));
  try {
    const file = await writeLines(join(folder, 'entry'), [JSON.stringify(entry)]);
    await store.put(ledgerKey(erasure.id), file.path, file);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** One that is damaged tells nothing any more, and is written anew. */
async function findEntry(
  store: Pick<ArchiveStore, 'size' | 'getStream'>,
  id: string,
): Promise<LedgerEntry | undefined> {
  try {
    return (await store.size(ledgerKey(id))) === undefined ? undefined : await readLedger(store, id);
  } catch (error) {
    if (error instanceof BrokenFile) return undefined;
    throw error;
  }
}

function merge(known: LedgerEntry | undefined, entry: LedgerEntry): LedgerEntry {
  if (known === undefined) return entry;
  const counts = { ...entry.counts };
  for (const [key, count] of Object.entries(known.counts)) {
    const name = key as keyof LedgerEntry['counts']; // its own keys
    counts[name] = Math.max(counts[name], count);
  }
  return { ...entry, sessions: [...new Set([...known.sessions, ...entry.sessions])], counts };
}

/** Ids of the erasures that the store knows of. */
export async function* listLedger(store: Pick<ArchiveStore, 'list'>): AsyncGenerator<string> {
  for await (const { key } of store.list(PREFIX)) {
    const id = uuid.safeParse(key.slice(PREFIX.length, -'.json'.length));
    if (id.success) yield id.data;
  }
}

export const ledgerKey = (id: string): string => `${PREFIX}${id}.json`;

/** Throws BrokenFile, NOT_FOUND and ARCHIVE_COLD. */
export async function readLedger(store: Pick<ArchiveStore, 'getStream'>, id: string): Promise<LedgerEntry> {
  const pieces = await (await store.getStream(ledgerKey(id))).toArray();
  const text = Buffer.concat(pieces as Buffer[]).toString(); // no encoding was asked for
  try {
    return ledgerEntry.parse(JSON.parse(text));
  } catch (cause) {
    throw new BrokenFile(`${ledgerKey(id)} is no note of an erasure.`, { cause });
  }
}
