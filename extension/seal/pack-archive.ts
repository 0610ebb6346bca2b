import {
  ARCHIVE_VERSION,
  AUDIO_PATH,
  manifest,
  PARTS_PATH,
  picturePath,
  type SessionSummary,
} from '../../shared/archive/manifest.ts';
import { digest } from '../../shared/digest.ts';
import { limits } from '../../shared/limits.ts';
import type { SessionContents } from './describe-session.ts';
import type { SealDeps } from './seal-session.ts';
import { writeArchive } from './write-archive.ts';

type Packed = Pick<SessionContents, 'texts' | 'pictures' | 'parts'> & { summary: SessionSummary; audio: Blob | null };
type Listed = { path: string; bytes: number; sha256: string };

/** Lists every file with its size and digest in the manifest, and writes the archive. @throws Error when a picture is missing. */
export async function packArchive(
  { texts, pictures, parts, summary, audio }: Packed,
  { readPicture }: Pick<SealDeps, 'readPicture'>,
): Promise<Blob> {
  const files = Object.entries(texts).map(([path, text]) => ({ path, content: new TextEncoder().encode(text) }));
  const listed = await Promise.all(
    files.map(async ({ path, content }) => ({ path, bytes: content.byteLength, sha256: await digest(content) })),
  );
  const pack = await packParts(parts, readPicture);
  const ownFiles = [...pictures, ...pack.left];
  const shown = await Promise.all(
    ownFiles.map(async (sha256) => ({ path: picturePath(sha256), bytes: (await readPicture(sha256)).size, sha256 })),
  );
  const media = [
    ...(audio === null ? [] : [{ path: AUDIO_PATH, blob: audio }]),
    ...(pack.blob.size === 0 ? [] : [{ path: PARTS_PATH, blob: pack.blob }]),
  ];
  return await writeArchive(
    manifest.parse({
      format: 'codesight-archive',
      version: ARCHIVE_VERSION,
      session: summary,
      files: [...listed, ...(await Promise.all(media.map(listBlob))), ...shown],
    }),
    files,
    [
      ...media.map(({ path, blob }) => ({ path, read: async () => blob })),
      ...ownFiles.map((sha256) => ({ path: picturePath(sha256), read: () => readPicture(sha256) })),
    ],
  );
}

/** Patches one after the other, as long as one file holds them all; those that are left become files of their own. */
export async function packParts(
  names: readonly string[],
  readPicture: SealDeps['readPicture'],
  { maxParts, maxEntryBytes }: Record<'maxParts' | 'maxEntryBytes', number> = limits,
): Promise<{ blob: Blob; left: string[] }> {
  const packed: Blob[] = [];
  let bytes = 0;
  for (const name of names) {
    const part = await readPicture(name);
    bytes += part.size;
    if (bytes > maxEntryBytes || packed.length === maxParts) break;
    packed.push(part);
  }
  return { blob: new Blob(packed), left: names.slice(packed.length) };
}

async function listBlob({ path, blob }: { path: string; blob: Blob }): Promise<Listed> {
  return { path, bytes: blob.size, sha256: await digest(new Uint8Array(await blob.arrayBuffer())) };
}
