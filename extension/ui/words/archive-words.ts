import type { ArchiveRow, ArchiveState, SessionRow } from '../../store/database.ts';
import { isOutOfRoom } from '../../storage-level.ts';
import { formatMoment } from '../format/format-time.ts';
import { text } from '../text.ts';

/** How urgently a state wants to be seen. */
export type Tone = 'plain' | 'busy' | 'good' | 'bad';
export type StateWords = { tone: Tone; words: string; why: string | null };

type Packing = Pick<SessionRow, 'phase' | 'sealFailure'>;
type Sending = Pick<ArchiveRow, 'state' | 'failure' | 'nextTryAt' | 'screening'>;

/** Where a session stands on its way to the server, in words: what it is, and why when something went wrong. */
export function archiveWords(session: Packing, archive: Sending | undefined): StateWords {
  return archive === undefined ? packingWords(session) : sendingWords(archive);
}

function packingWords({ phase, sealFailure }: Packing): StateWords {
  if (phase === 'recording') return { tone: 'bad', words: text.archive.recording, why: null };
  if (phase === 'paused') return { tone: 'plain', words: text.archive.paused, why: null };
  if (phase === 'reviewing') return { tone: 'plain', words: text.review.state, why: text.review.stateWhy };
  if (sealFailure === null) return { tone: 'busy', words: text.archive.finished, why: null };
  const why = `${packingFailureWords(sealFailure.message)} ${text.packing.retryAt(formatMoment(sealFailure.nextTryAt))}`;
  return { tone: 'bad', words: text.packing.failed, why };
}

/** The messages are for developers: what they come to for the participant. */
function packingFailureWords(message: string): string {
  if (isOutOfRoom(new Error(message))) return text.packing.room;
  return message.startsWith('Something private') ? text.packing.private : text.packing.other;
}

function sendingWords({ state, failure, nextTryAt, screening }: Sending): StateWords {
  if (state === 'confirmed' && screening === 'quarantined') {
    return { tone: 'bad', words: text.rights.quarantined, why: text.rights.quarantinedWhy };
  }
  if (state === 'confirmed' && screening === 'unscanned') {
    return { tone: 'good', words: text.rights.unscanned, why: null };
  }
  // Between two tries an archive keeps the state in which the first one failed.
  if (failure !== null && (state === 'sealed' || state === 'sending')) {
    const isDue = nextTryAt <= Date.now();
    const why = isDue
      ? text.archive.sealedAfterSoon(failure)
      : text.archive.sealedAfter(failure, formatMoment(nextTryAt));
    return { tone: 'plain', words: text.archive.sealed, why };
  }
  const why = state === 'held' ? (failure ?? text.archive.heldFallback) : null;
  return { tone: tones[state], words: text.archive[state], why };
}

const tones = {
  sealed: 'plain',
  sending: 'busy',
  accepted: 'busy',
  confirmed: 'good',
  held: 'bad',
  kept: 'plain',
} as const satisfies Record<ArchiveState, Tone>;

const removals = {
  sealed: text.sessionList.notOnServer,
  sending: text.sessionList.perhapsOnServer,
  accepted: text.sessionList.onServer,
  confirmed: text.sessionList.onServer,
  held: text.sessionList.notOnServer,
  kept: text.sessionList.notOnServer,
} as const satisfies Record<ArchiveState, string>;

/** What deleting a session on this device leaves elsewhere, in words for the question before it. */
export function removalWords(archive: Pick<ArchiveRow, 'state'> | undefined): string {
  return archive === undefined ? text.sessionList.notOnServer : removals[archive.state];
}
