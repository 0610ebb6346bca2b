import { sessionSummary, type SessionSummary } from '../../../shared/archive/manifest.ts';

const LOCAL_HEADER_BYTES = 30;
/** The summary stands before the list of files; a hundred long host names still fit. */
const HEAD_BYTES = 64 * 1024;

const cache = new Map<string, SessionSummary | null>();

/**
 * What a sealed archive says about its session, from its first kilobytes: the manifest is the ZIP's first entry and
 * not compressed. Null when there is no local copy, or one of another version.
 */
export async function archiveSummary(row: { sha256: string; archive: Blob | null }): Promise<SessionSummary | null> {
  const known = cache.get(row.sha256);
  if (known !== undefined) return known;
  const summary = row.archive === null ? null : await readSummary(row.archive);
  cache.set(row.sha256, summary);
  return summary;
}

async function readSummary(archive: Blob): Promise<SessionSummary | null> {
  const head = new DataView(await archive.slice(0, HEAD_BYTES).arrayBuffer());
  if (head.byteLength < LOCAL_HEADER_BYTES) return null;
  const start = LOCAL_HEADER_BYTES + head.getUint16(26, true) + head.getUint16(28, true);
  const manifest = new TextDecoder().decode(new Uint8Array(head.buffer, Math.min(start, head.byteLength)));
  const end = manifest.indexOf(',"files":[');
  if (end === -1) return null;
  const { session }: { session?: unknown } = JSON.parse(`${manifest.slice(0, end)}}`);
  const parsed = sessionSummary.safeParse(session);
  return parsed.success ? parsed.data : null;
}
