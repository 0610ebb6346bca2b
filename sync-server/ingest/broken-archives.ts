import { brokenContainers } from './broken-containers.ts';
import { brokenContents } from './broken-contents.ts';
import { brokenEntries } from './broken-entries.ts';
import { brokenMedia } from './broken-media.ts';
import { makeArchive } from './make-archive.ts';

/** A file that must be refused, and a part of the sentence that says why. */
export type BrokenArchive = { name: string; bytes: Uint8Array<ArrayBuffer>; says: string; code?: string };

/** Every way of being wrong that is known to have broken somebody's ZIP reader, and those of our own format. */
export function brokenArchives(): BrokenArchive[] {
  const good = makeArchive();
  return [...brokenContainers(good), ...brokenEntries(good), ...brokenContents(), ...brokenMedia()];
}
