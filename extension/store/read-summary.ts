import { sessionSummary, type SessionSummary } from '../../shared/archive/manifest.ts';

/** Of the local file header (APPNOTE 4.3.7): what comes before the name, and where the lengths of name and extra field are. */
const HEADER = { bytes: 30, nameLengthAt: 26, extraLengthAt: 28 } as const;
/** Begins the data descriptor, which follows a file whose size was not known before; no JSON has these bytes. */
const DESCRIPTOR = '\x50\x4b\x07\x08';
/** The manifest lists every file, in about 120 bytes. */
const MAX_MANIFEST_BYTES = 1_000_000;

/** The summary in an archive's manifest, which is its first file and is not compressed; undefined when there is none. */
export async function readSummary(archive: Blob): Promise<SessionSummary | undefined> {
  const start = await archive.slice(0, MAX_MANIFEST_BYTES).arrayBuffer();
  if (start.byteLength < HEADER.bytes) return undefined;
  const view = new DataView(start);
  const from = HEADER.bytes + view.getUint16(HEADER.nameLengthAt, true) + view.getUint16(HEADER.extraLengthAt, true);
  const text = new TextDecoder('latin1').decode(start.slice(from));
  const length = text.indexOf(DESCRIPTOR);
  if (length < 0) return undefined;
  return summaryIn(new TextDecoder().decode(start.slice(from, from + length)));
}

function summaryIn(text: string): SessionSummary | undefined {
  try {
    const { session } = JSON.parse(text) as { session?: unknown };
    return sessionSummary.safeParse(session).data;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
