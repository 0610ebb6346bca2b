import { Zip, ZipDeflate, ZipPassThrough } from 'fflate';
import { MANIFEST_PATH, type Manifest } from '../../shared/archive/manifest.ts';

type Text = { path: string; content: Uint8Array<ArrayBuffer> };
/** Compressed already: pictures and audio. */
type Media = { path: string; read(): Promise<Blob> };

/** ZIP cannot say when before 1980; one fixed moment for all entries keeps the bytes the same for the same session. */
const MODIFIED_AT = '1980-01-01T12:00:00';

/** Streams of fflate that are not told how much memory to take find a third fewer repetitions than they could. */
const DEFLATE = { level: 9, mem: 8 } as const;

/**
 * Writes the ZIP: the manifest first and stored, so that it can be read from the first kilobytes; texts deflated;
 * media, which are compressed already, stored. They are read one by one, and what is written leaves memory for
 * the browser's blob store, so that a long session does not have to fit into memory.
 */
export async function writeArchive(manifest: Manifest, texts: readonly Text[], media: readonly Media[]): Promise<Blob> {
  const parts: Blob[] = [];
  let failure: Error | null = null;
  const zip = new Zip((error, chunk) => {
    if (error) failure = error;
    else parts.push(new Blob([new Uint8Array(chunk)]));
  });
  const add = (file: ZipDeflate | ZipPassThrough, content: Uint8Array): void => {
    file.mtime = MODIFIED_AT;
    zip.add(file);
    file.push(content, true);
  };
  add(new ZipPassThrough(MANIFEST_PATH), new TextEncoder().encode(JSON.stringify(manifest)));
  for (const { path, content } of texts) add(new ZipDeflate(path, DEFLATE), content);
  for (const { path, read } of media) {
    add(new ZipPassThrough(path), new Uint8Array(await (await read()).arrayBuffer()));
  }
  zip.end();
  if (failure) throw new Error('the archive could not be written', { cause: failure });
  return new Blob(parts, { type: 'application/zip' });
}
