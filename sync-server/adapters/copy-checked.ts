import { KnownError } from '../../shared/errors.ts';
import type { StoredFile } from '../archive-store.ts';
import { countedContent } from '../counted-content.ts';
import { contentOf, writeNew } from './folder-files.ts';
import { seal } from './seal-file.ts';
import type { StoreKeys } from './store-keys.ts';

/** What a copy has to hold, the name that it will have in the store, and the keys of which the first one seals it. */
export type CopyOptions = { facts: StoredFile; key: string; keys: StoreKeys | undefined };

/**
 * Copies a file to `to`, which must not be there, sealed when there are keys; when this resolves it is on the disk.
 * Throws DIGEST_MISMATCH when the file is not what `facts` say.
 */
export async function copyChecked(from: string, to: string, { facts, key, keys }: CopyOptions): Promise<void> {
  const source = countedContent(contentOf(from));
  await writeNew(to, keys === undefined ? source.content : seal(source.content, key, keys));
  const { sha256, bytes } = source.facts();
  if (bytes !== facts.bytes || sha256 !== facts.sha256) {
    throw new KnownError('DIGEST_MISMATCH', 'The file changed between its check and its storing. Send it again.');
  }
}
