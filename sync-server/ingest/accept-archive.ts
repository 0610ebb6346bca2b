import type { Receipt } from '../../shared/api/receipt.ts';
import { errors, KnownError } from '../../shared/errors.ts';
import { limits } from '../../shared/limits.ts';
import type { TokenBucket } from '../auth/token-bucket.ts';
import { archiveInvalid } from './archive-invalid.ts';
import type { Scan } from '../screen/scan-archive.ts';
import { checkStanding } from './check-willingness.ts';
import { drain } from './drain.ts';
import { explainFailure } from './explain-failure.ts';
import { findReceipt } from './find-receipt.ts';
import { keepArchive, type KeepDeps, sameOrConflict } from './keep-archive.ts';
import type { UploadParts } from './upload-part.ts';
import type { VerifiedArchive } from './verify-archive.ts';
import type { WaitingLine } from './waiting-line.ts';

const MIB = 1024 * 1024;
const SLOW_COME_BACK_S = 5;

export type AcceptDeps = KeepDeps & {
  parts: UploadParts;
  /** For what takes processor and memory: reading archives. */
  line: WaitingLine;
  /** Paths of the parts that a request of this process is writing. */
  writing: Set<string>;
  /** Whether this process has more to do than it can. */
  isSlow(): boolean;
  /** Mebibytes sent, by participant. */
  sent: TokenBucket;
  /** verifyArchive, where it takes nobody else's time. */
  verify(path: string): Promise<VerifiedArchive>;
  /** Looks through a verified archive for personal data, for as long as a request may take. */
  screen(path: string): Promise<Scan>;
  /** A folder for unfinished files. */
  workFolder: string;
  /** The oldest version of the consent text under which archives are still taken in; undefined for any. */
  oldestConsent: string | undefined;
};

/** A request that brings an archive, or the rest of one from byte `from` on. */
export type Upload = {
  sessionId: string;
  participantId: string;
  body: AsyncIterable<Uint8Array>;
  from: number;
  /** Of the whole archive, as announced. */
  total: number;
  sha256: string;
};

/**
 * Takes an archive in and answers with a receipt once it is stored for good; sending the same one again gives the same
 * receipt. One that is refused leaves nothing behind; one that breaks off stays for a day, to be gone on with. Throws
 * ARCHIVE_INVALID, ARCHIVE_VERSION_UNKNOWN, CONSENT_OUTDATED, DIGEST_MISMATCH, CONFLICT, ERASED, FORBIDDEN, TOO_LARGE,
 * UPLOAD_IN_PROGRESS, OFFSET_MISMATCH (with the right `offset`), TOO_MANY_REQUESTS and UNAVAILABLE.
 */
export async function acceptArchive(deps: AcceptDeps, upload: Upload): Promise<Receipt> {
  try {
    return await accept(deps, upload);
  } finally {
    await drain(upload.body, limits.maxArchiveBytes);
  }
}

async function accept(deps: AcceptDeps, upload: Upload): Promise<Receipt> {
  const path = deps.parts.pathOf(upload.participantId, upload.sessionId);
  if (deps.writing.has(path)) {
    const message = 'Another request is sending this archive. Ask again in a moment.';
    throw new KnownError('UPLOAD_IN_PROGRESS', message, { retryAfterS: 2 });
  }
  deps.writing.add(path);
  try {
    const receipt = await acceptOnce(deps, path, upload);
    await deps.parts.remove(path);
    return receipt;
  } catch (error) {
    if (error instanceof KnownError && isFinal(error)) await deps.parts.remove(path);
    throw error;
  } finally {
    deps.writing.delete(path);
  }
}

async function acceptOnce(deps: AcceptDeps, path: string, upload: Upload): Promise<Receipt> {
  await checkConsent(deps, upload);
  const stored = await findReceipt(deps.database, upload.sessionId);
  if (stored !== undefined) return sameOrConflict(stored, upload);
  if (upload.total > limits.maxArchiveBytes) {
    throw new KnownError(
      'TOO_LARGE',
      `An archive may have ${limits.maxArchiveBytes} bytes; this one has ${upload.total}.`,
    );
  }
  if (deps.isSlow()) {
    throw new KnownError('UNAVAILABLE', 'The server has more to do than it can. Try again in a moment.', {
      retryAfterS: SLOW_COME_BACK_S,
    });
  }
  deps.line.checkRoom();
  // What lies beyond the end is never there; its rest would be less than nothing, and give back what was sent before.
  if (upload.from > upload.total) throw wrongOffset((await deps.parts.size(path)) ?? 0);
  deps.sent.take(upload.participantId, Math.ceil((upload.total - upload.from) / MIB));
  await receive(deps, path, upload);
  return await deps.line.run(() =>
    verifyAndKeep(deps, path, upload).catch((error: unknown) => explainFailure(deps, path, upload, error)),
  );
}

/** What has arrived cannot become right by sending more of it. */
function isFinal({ code }: KnownError): boolean {
  return errors[code].retry === 'never' || code === 'DIGEST_MISMATCH';
}

/** Bytes of an archive that have arrived, or undefined when there are none. */
export async function findProgress(
  { database, parts }: Pick<AcceptDeps, 'database' | 'parts'>,
  { sessionId, participantId }: { sessionId: string; participantId: string },
): Promise<{ offset: number; complete: boolean; sha256: string | null } | undefined> {
  const stored = await findReceipt(database, sessionId);
  if (stored?.participantId === participantId)
    return { offset: stored.bytes, complete: true, sha256: stored.archiveSha256 };
  const offset = await parts.size(parts.pathOf(participantId, sessionId));
  return offset === undefined ? undefined : { offset, complete: false, sha256: null };
}

/** What can be told of the participant alone, before anything is read. */
async function checkConsent({ database, oldestConsent }: AcceptDeps, upload: Upload): Promise<void> {
  const { version } = await checkStanding(database, upload);
  if (oldestConsent !== undefined && version < oldestConsent) {
    throw new KnownError(
      'CONSENT_OUTDATED',
      `The consent text has changed since you agreed to it (you agreed to that of ${version}). Open CodeSight’s options, read and agree to the current text, then try again: nothing is lost meanwhile.`,
    );
  }
}

async function receive({ parts }: AcceptDeps, path: string, { body, from, total, sha256 }: Upload): Promise<void> {
  const there = from === 0 ? 0 : ((await parts.size(path)) ?? 0);
  if (there !== from) throw wrongOffset(there);
  const arrived = await parts.append(path, body, { from, total });
  if (arrived.bytes < total) throw wrongOffset(arrived.bytes);
  if (arrived.sha256 !== sha256) {
    throw new KnownError(
      'DIGEST_MISMATCH',
      'What arrived is not what Repr-Digest announced. Send it again from the start.',
    );
  }
}

function wrongOffset(offset: number): KnownError {
  const message = `${offset} bytes have arrived. Send the rest from there with PATCH.`;
  return new KnownError('OFFSET_MISMATCH', message, { details: { offset } });
}

async function verifyAndKeep(deps: AcceptDeps, path: string, upload: Upload): Promise<Receipt> {
  const archive = await deps.verify(path);
  checkOwner(archive, upload);
  const { participantId, sha256, total: bytes } = upload;
  // Taking in goes before looking through: while others wait, that is left for later.
  const scan: Scan = deps.line.someoneWaits() ? { state: 'unscanned', findings: [] } : await deps.screen(path);
  return keepArchive(deps, { path, bytes, sha256, participantId, archive, scan });
}

function checkOwner({ manifest }: VerifiedArchive, upload: Upload): void {
  const { sessionId, participantId } = manifest.session;
  if (sessionId !== upload.sessionId)
    throw archiveInvalid(`it holds the session ${sessionId}, not the one it was sent as`);
  // A session from before its device was enrolled names nobody: it is that of the token.
  if (participantId !== null && participantId !== upload.participantId) {
    throw new KnownError('FORBIDDEN', 'This session belongs to another participant than the token.');
  }
}
