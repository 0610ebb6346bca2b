import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Selectable } from 'kysely';
import { z } from 'zod';
import { epochMs, sha256 } from '../../shared/identifiers.ts';
import { consentPurpose } from '../../shared/session/consent.ts';
import { type ArchiveStore, BrokenFile } from '../archive-store.ts';
import type { Database, Tables } from '../database.ts';
import { writeLines } from '../dataset/dataset-files.ts';
import { tombstoneOf } from '../ingest/check-willingness.ts';

const PREFIX = 'consents/';

/** A row of the history of consents as the store keeps it, under the hash of whose it is. */
const consentNote = z.object({
  at: epochMs,
  device_at: epochMs.nullable(),
  act: z.enum(['given', 'withdrawn']),
  purposes: z.array(consentPurpose),
  version: z.string(),
  text_sha256: sha256.nullable(),
  language: z.string().nullable(),
});
export type ConsentNote = z.infer<typeof consentNote>;
export type ConsentRow = Selectable<Tables['consents']>;

/** Under which all notes about this participant lie. */
export const notesOf = (participantId: string): string => `${PREFIX}${tombstoneOf(participantId)}/`;

export const noteKey = (row: Pick<ConsentRow, 'participant_id' | 'at' | 'act'>): string =>
  `${notesOf(row.participant_id)}${row.at}-${row.act}.json`;

/** What noting takes, beside the database: `workFolder` is for unfinished files. */
export type NoteDeps = { store: Pick<ArchiveStore, 'put' | 'list'>; workFolder: string };

/**
 * Has the store know every consent and withdrawal of a participant: a database that is put back from a backup has
 * forgotten the latest (recall-consents.ts). To be called before the device is told that its word was heard. What is
 * noted is asked for once, however long the history is.
 */
export async function noteConsents(deps: NoteDeps & { database: Database }, participantId: string): Promise<void> {
  const rows = await deps.database
    .selectFrom('consents')
    .selectAll()
    .where('participant_id', '=', participantId)
    .orderBy('id')
    .execute();
  const noted = new Set<string>();
  for await (const { key } of deps.store.list(notesOf(participantId))) noted.add(key);
  for (const row of rows) if (!noted.has(noteKey(row))) await writeNote(deps, row);
}

export async function writeNote(
  { store, workFolder }: Pick<NoteDeps, 'workFolder'> & { store: Pick<ArchiveStore, 'put'> },
  row: ConsentRow,
): Promise<void> {
  const folder = await mkdtemp(join(workFolder, 'consent-'));
  try {
    const note = consentNote.parse(row);
    const file = await writeLines(join(folder, 'note'), [JSON.stringify(note)]);
    await store.put(noteKey(row), file.path, file);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** All notes by their keys, and the tombstone of whom each is about. */
export async function* listNotes(
  store: Pick<ArchiveStore, 'list'>,
): AsyncGenerator<{ key: string; tombstone: string }> {
  for await (const { key } of store.list(PREFIX)) yield { key, tombstone: key.split('/')[1] ?? '' };
}

/** Throws BrokenFile, NOT_FOUND and ARCHIVE_COLD. */
export async function readNote(store: Pick<ArchiveStore, 'getStream'>, key: string): Promise<ConsentNote> {
  const pieces = await (await store.getStream(key)).toArray();
  try {
    return consentNote.parse(JSON.parse(Buffer.concat(pieces as Buffer[]).toString())); // no encoding was asked for
  } catch (cause) {
    throw new BrokenFile(`${key} is no note of a consent.`, { cause });
  }
}
