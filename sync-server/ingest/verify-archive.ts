import {
  ARCHIVE_VERSION,
  type ArchiveFile,
  archiveFiles,
  AUDIO_PATH,
  type Manifest,
  MANIFEST_PATH,
  manifest,
  manifestVersion,
  PARTS_PATH,
} from '../../shared/archive/manifest.ts';
import { KnownError } from '../../shared/errors.ts';
import { limits } from '../../shared/limits.ts';
import type { QualityReport } from '../../shared/quality/quality-report.ts';
import type { Outcome } from '../../shared/session/outcome.ts';
import type { Session } from '../../shared/session/session.ts';
import { archiveInvalid, quoted } from './archive-invalid.ts';
import { isOpusInWebm, WEBM_HEAD_BYTES } from './audio-kind.ts';
import { checkParts, checkPicture } from './check-pictures.ts';
import { checkSummary } from './check-summary.ts';
import { type OpenZip, openZip } from './open-zip.ts';
import { parseJson, readJson } from './parse-json.ts';
import { readEntry } from './read-entry.ts';
import { readHead } from './read-head.ts';
import { decodeText } from './read-lines.ts';
import { type Findings, newFindings, readDocument } from './read-document.ts';
import type { ZipEntry } from './zip-form.ts';

/** Ten thousand files of some 150 bytes, and a summary. */
const MAX_MANIFEST_BYTES = 4 * 1024 * 1024;

/** What an archive holds that the database keeps. All of it has passed the schemas. */
export type VerifiedArchive = {
  manifest: Manifest;
  session: Session;
  outcome: Outcome;
  qualityReport: QualityReport;
};

/**
 * Reads the archive at `path` from its first byte to its last and trusts nothing: the container, every file's size,
 * CRC-32 and SHA-256, every line's schema, every picture's kind, and that the summary says what the files say. Memory
 * stays bounded whatever the archive holds. Throws ARCHIVE_INVALID or ARCHIVE_VERSION_UNKNOWN with what is wrong.
 */
export async function verifyArchive(path: string): Promise<VerifiedArchive> {
  const zip = await openZip(path);
  try {
    const [first, ...rest] = zip.entries;
    if (first === undefined) throw archiveInvalid('it is empty');
    const listed = await readManifest(zip, first);
    checkListing(listed, rest);
    const findings = newFindings(listed.session.sessionId);
    for (const [index, file] of listed.files.entries()) {
      const entry = rest[index];
      if (entry === undefined) throw archiveInvalid(`${quoted(file.path)} is missing`);
      const content = readEntry(zip, entry, file.sha256);
      if (isDocument(file.path)) await readDocument(file.path, content, findings);
      else if (file.path === AUDIO_PATH) await checkAudio(content, file.bytes, findings);
      else if (file.path === PARTS_PATH) await checkParts(content, findings);
      else await checkPicture(content, { path: file.path, bytes: file.bytes, sha256: file.sha256, findings });
    }
    return { manifest: listed, ...checkSummary(listed.session, findings) };
  } finally {
    await zip.close();
  }
}

const isDocument = (path: string): path is ArchiveFile => archiveFiles.some((name) => name === path);

async function readManifest(zip: OpenZip, entry: ZipEntry): Promise<Manifest> {
  if (entry.bytes > MAX_MANIFEST_BYTES) throw archiveInvalid(`${MANIFEST_PATH} is too large`);
  const pieces: Buffer[] = [];
  for await (const piece of readEntry(zip, entry, undefined)) pieces.push(piece);
  const text = decodeText(Buffer.concat(pieces), MANIFEST_PATH);
  const about = manifestVersion.safeParse(readJson(text, MANIFEST_PATH));
  if (!about.success) throw archiveInvalid(`${MANIFEST_PATH} is not the manifest of a CodeSight archive`);
  if (about.data.version !== ARCHIVE_VERSION) {
    const message =
      `This archive has format version ${about.data.version}, and this server reads version ${ARCHIVE_VERSION}. ` +
      (about.data.version > ARCHIVE_VERSION ? 'Update the server, then send it again.' : 'Update the extension.');
    throw new KnownError('ARCHIVE_VERSION_UNKNOWN', message);
  }
  return parseJson(text, manifest, MANIFEST_PATH);
}

/** Everything that is listed is there, in this order and with this size, and nothing else is. */
function checkListing({ files }: Manifest, entries: readonly ZipEntry[]): void {
  for (const required of archiveFiles) {
    if (!files.some(({ path }) => path === required)) throw archiveInvalid(`${quoted(required)} is missing`);
  }
  for (const [index, file] of files.entries()) {
    const entry = entries[index];
    if (entry === undefined) throw archiveInvalid(`${quoted(file.path)} is missing`);
    if (entry.path !== file.path) {
      throw archiveInvalid(`${quoted(entry.path)} stands where the manifest lists ${quoted(file.path)}`);
    }
    if (entry.bytes !== file.bytes) {
      throw archiveInvalid(`${quoted(file.path)} does not have the size that the manifest gives`);
    }
  }
  const extra = entries[files.length];
  if (extra !== undefined) throw archiveInvalid(`${quoted(extra.path)} is not listed in the manifest`);
}

async function checkAudio(content: AsyncIterable<Buffer>, bytes: number, findings: Findings): Promise<void> {
  if (bytes > limits.maxAudioBytes) throw archiveInvalid(`${AUDIO_PATH} is larger than ${limits.maxAudioBytes} bytes`);
  const head = await readHead(content, WEBM_HEAD_BYTES);
  if (!isOpusInWebm(head)) throw archiveInvalid(`${AUDIO_PATH} is not Opus audio in WebM`);
  findings.hasAudio = true;
}
