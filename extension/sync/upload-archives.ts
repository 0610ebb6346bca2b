import type { Receipt } from '../../shared/api/receipt.ts';
import type { Screening } from '../../shared/api/screening.ts';
import type { ArchiveRow } from '../store/database.ts';
import { nextTryAt } from './backoff.ts';
import { SyncError, type UploadStatus } from './server-client.ts';

type Change = Partial<Pick<ArchiveRow, 'state' | 'attempts' | 'nextTryAt' | 'failure' | 'acceptedAt' | 'screening'>>;

export type UploadDeps = {
  due(): Promise<readonly ArchiveRow[]>;
  change(sessionId: string, change: Change): Promise<unknown>;
  findUpload(sessionId: string): Promise<UploadStatus | undefined>;
  /** The server knows this device's token no more: nothing can be sent until the participant has joined again. */
  accessLost(reason: string): Promise<void>;
  send(archive: { sessionId: string; sha256: string; archive: Blob }, offset: number): Promise<Receipt>;
  now(): number;
  random(): number;
};

/** An accepted archive is asked for once more after this, before the local copy may ever be removed. */
const CONFIRM_AFTER_MS = 10_000;

/**
 * Moves every due archive one state on: sealed → sending → accepted → confirmed. It can be stopped anywhere and run
 * again. What cannot be sent now waits; what the server refuses for good is held with the reason, never deleted.
 * One poisoned archive does not keep back the others; a token that is refused ends the round, since every further try
 * would only count against this network's attempts.
 */
export async function uploadArchives(deps: UploadDeps): Promise<void> {
  for (const row of await deps.due()) {
    try {
      await advance(row, deps);
    } catch (error) {
      if (!(error instanceof SyncError)) throw error;
      if (error.code === 'UNAUTHENTICATED') return deps.accessLost(error.message);
      const failed = { failure: error.message, attempts: row.attempts + 1 };
      if (error.retry === 'never') {
        await deps.change(row.sessionId, { ...failed, state: 'held' });
      } else {
        const at = nextTryAt(deps.now(), row.attempts, deps.random(), error.retryAfterMs);
        await deps.change(row.sessionId, { ...failed, nextTryAt: at });
        if (error.status === undefined) return; // nothing is reachable: the others would only wait in vain
      }
    }
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
  await deps.change(sessionId, { state: 'sending', failure: null });
  const receipt = await sendFrom(held, { sessionId, sha256, archive }, deps);
  if (receipt.archiveSha256 !== sha256 || receipt.sessionId !== sessionId) {
    throw new SyncError('The server confirmed something other than this session.', 'later', { status: 200 });
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
    return await deps.send(whole, offset);
  } catch (error) {
    if (offset === 0 || !(error instanceof SyncError) || error.code !== 'OFFSET_MISMATCH') throw error;
    const now = resumableOffset(await deps.findUpload(whole.sessionId), whole);
    return await deps.send(whole, now === offset ? 0 : now);
  }
}

function resumableOffset(held: UploadStatus | undefined, { archive }: Whole): number {
  return held && !held.complete && held.offset > 0 && held.offset < archive.size ? held.offset : 0;
}

async function accepted({ sessionId }: ArchiveRow, deps: UploadDeps, screening: Screening): Promise<void> {
  const now = deps.now();
  await deps.change(sessionId, {
    state: 'accepted',
    attempts: 0,
    failure: null,
    acceptedAt: now,
    screening,
    nextTryAt: now + CONFIRM_AFTER_MS,
  });
}
