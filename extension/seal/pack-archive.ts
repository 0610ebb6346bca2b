import {
  ARCHIVE_VERSION,
  AUDIO_PATH,
  manifest,
  picturePath,
  type SessionSummary,
} from '../../shared/archive/manifest.ts';
import { digest } from '../../shared/digest.ts';
import type { SessionContents } from './describe-session.ts';
import type { SealDeps } from './seal-session.ts';
import { writeArchive } from './write-archive.ts';

type Packed = Pick<SessionContents, 'texts' | 'pictures'> & { summary: SessionSummary; audio: Blob | null };

/** Lists every file with its size and digest in the manifest, and writes the archive. @throws Error when a picture is missing. */
export async function packArchive(
  { texts, pictures, summary, audio }: Packed,
  { readPicture }: Pick<SealDeps, 'readPicture'>,
): Promise<Blob> {
  const files = Object.entries(texts).map(([path, text]) => ({ path, content: new TextEncoder().encode(text) }));
  const listed = await Promise.all(
    files.map(async ({ path, content }) => ({ path, bytes: content.byteLength, sha256: await digest(content) })),
  );
  const shown = await Promise.all(
    pictures.map(async (sha256) => ({ path: picturePath(sha256), bytes: (await readPicture(sha256)).size, sha256 })),
  );
  const spoken = audio === null ? [] : [await listAudio(audio)];
  return await writeArchive(
    manifest.parse({
      format: 'codesight-archive',
      version: ARCHIVE_VERSION,
      session: summary,
      files: [...listed, ...spoken, ...shown],
    }),
    files,
    [
      ...(audio === null ? [] : [{ path: AUDIO_PATH, read: async () => audio }]),
      ...pictures.map((sha256) => ({ path: picturePath(sha256), read: () => readPicture(sha256) })),
    ],
  );
}

async function listAudio(audio: Blob): Promise<{ path: string; bytes: number; sha256: string }> {
  const sha256 = await digest(new Uint8Array(await audio.arrayBuffer()));
  return { path: AUDIO_PATH, bytes: audio.size, sha256 };
}
