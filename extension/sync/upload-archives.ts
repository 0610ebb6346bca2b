import type { Receipt } from '../../shared/api/receipt.ts';
import type { Screening } from '../../shared/api/screening.ts';
import type { ArchiveRow } from '../store/database.ts';
import { nextTryAt } from './backoff.ts';
import { followUpload } from './follow-upload.ts';
import { SyncError, type UploadStatus } from './server-client.ts';

type Change = Partial<
  Pick<
    ArchiveRow,
    'state' | 'attempts' | 'nextTryAt' | 'failure' | 'acceptedAt' | 'screening' | 'sentBytes' | 'askedFor'
  >
>;

export type UploadDeps = {
  /** What is to be sent or confirmed now, in the order in which that is to happen. */
  due(): Promise<readonly ArchiveRow[]>;
  /** The row as it is when its turn has come; undefined when it is not to be sent any more. Without it, as it was. */
  take?(sessionId: string): Promise<ArchiveRow | undefined>;
  change(sessionId: string, change: Change): Promise<unknown>;
  /**
   * The server is out of reach or busy, and nothing else can be sent either.
   * @returns before when it is not asked again
   */
  serverAway?(retryAfterMs: number | undefined): Promise<number>;
  findUpload(sessionId: string): Promise<UploadStatus | undefined>;
  /** The server knows this device's token no more: nothing can be sent until the participant has joined again. */
  accessLost(reason: string): Promise<void>;
  send(archive: { sessionId: string; sha256: string; archive: Blob }, offset: number): Promise<Receipt>;
  now(): number;
  random(): number;
};

/** Somebody wants nothing to be sent now. What has arrived stays with the server, and sending goes on from there. */
export class SendingStopped extends Error {
  override readonly name = 'SendingStopped';
}

/** An accepted archive is asked for once more after this, before the local copy may ever be removed. */
const CONFIRM_AFTER_MS = 10_000;

/**
 * Moves every due archive one state on: sealed → sending → accepted → confirmed. It can be stopped anywhere and run
 * again. What cannot be sent now waits; what the server refuses for good is held with the reason, never deleted.
 * One poisoned archive does not keep back the others; where all would fare the same (the server is out of reach, busy,
 * or knows the token no more) the first one speaks for them, and the round is over.
 */
export async function uploadArchives(deps: UploadDeps): Promise<void> {
  for (const found of await deps.due()) {
    const row = deps.take === undefined ? found : await deps.take(found.sessionId);
    if (row !== undefined && (await advanceOne(row, deps)) === 'over') return;
  }
}

async function advanceOne(row: ArchiveRow, deps: UploadDeps): Promise<'on' | 'over'> {
  const { sessionId } = row;
  try {
    await advance(row, deps);
    return 'on';
  } catch (error) {
    if (error instanceof SendingStopped) {
      if (row.state !== 'accepted') await deps.change(sessionId, { state: 'sealed' });
      return 'over';
    }
    if (!(error instanceof SyncError)) throw error;
    if (error.code === 'UNAUTHENTICATED') {
      await deps.accessLost(error.message);
      return 'over';
    }
    const failed = { failure: error.message, attempts: row.attempts + 1 };
    if (error.retry === 'never') {
      await deps.change(sessionId, { ...failed, state: 'held' });
      return 'on';
    }
    const isAway = error.scope === 'server';
    const away = isAway ? ((await deps.serverAway?.(error.retryAfterMs)) ?? 0) : 0;
    // Its own wait may be the longer one: should it be this archive that breaks the line, another one goes first then.
    const at = Math.max(away, nextTryAt(deps.now(), row.attempts, deps.random(), error.retryAfterMs));
    await deps.change(sessionId, { ...failed, nextTryAt: at });
    return isAway ? 'over' : 'on';
  }
}

async function advance(row: ArchiveRow, deps: UploadDeps): Promise<void> {
  const { sessionId, sha256, archive } = row;
  const held = await deps.findUpload(sessionId);
  const isStored = held?.complete === true && held.sha256 === sha256;

  if (row.state === 'accepted') {
    if (isStored) await deps.change(sessionId, { state: 'confirmed', failure: null });
    else await deps.change(sessionId, { state: 'sealed', nextTryAt: 0, failure: 'The server no longer has it.' });
    return;
  }

  // The receipt was lost on its way, or another browser was faster: what is there need not be sent again.
  if (isStored) return accepted(row, deps, 'unscanned');
  if (!archive) throw new SyncError('The archive is no longer on this device.', 'never');
  const receipt = await sendFrom(held, { sessionId, sha256, archive }, deps);
  if (receipt.archiveSha256 !== sha256 || receipt.sessionId !== sessionId) {
    const message = 'The server confirmed something other than this session.';
    throw new SyncError(message, 'later', { status: 200, code: 'DIGEST_MISMATCH' });
  }
  await accepted(row, deps, receipt.screening ?? 'unscanned');
}

type Whole = { sessionId: string; sha256: string; archive: Blob };

/**
 * What has arrived may lie at another process of the server than the one that answers next, or be gone: then it is
 * asked once more how much there is, and sent from there, without waiting.
 */
async function sendFrom(held: UploadStatus | undefined, whole: Whole, deps: UploadDeps): Promise<Receipt> {
  const offset = resumableOffset(held, whole);
  try {
    return await sendShowing(whole, offset, deps);
  } catch (error) {
    if (offset === 0 || !(error instanceof SyncError) || error.code !== 'OFFSET_MISMATCH') throw error;
    const now = resumableOffset(await deps.findUpload(whole.sessionId), whole);
    return await sendShowing(whole, now === offset ? 0 : now, deps);
  }
}

/** Sends, and keeps beside the archive how much of it the server has. */
async function sendShowing(whole: Whole, offset: number, deps: UploadDeps): Promise<Receipt> {
  const { sessionId } = whole;
  await deps.change(sessionId, { state: 'sending', failure: null, sentBytes: offset });
  return await followUpload(() => deps.send(whole, offset), {
    ask: () => deps.findUpload(sessionId),
    arrived: (sentBytes) => deps.change(sessionId, { sentBytes }),
  });
}

function resumableOffset(held: UploadStatus | undefined, { archive }: Whole): number {
  return held && !held.complete && held.offset > 0 && held.offset < archive.size ? held.offset : 0;
}

async function accepted({ sessionId, bytes }: ArchiveRow, deps: UploadDeps, screening: Screening): Promise<void> {
  const now = deps.now();
  await deps.change(sessionId, {
    state: 'accepted',
    attempts: 0,
    failure: null,
    acceptedAt: now,
    screening,
    sentBytes: bytes,
    askedFor: false,
    nextTryAt: now + CONFIRM_AFTER_MS,
  });
}
