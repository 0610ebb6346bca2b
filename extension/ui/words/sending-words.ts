import type { Stored } from '../../settings.ts';
import type { ArchiveRow } from '../../store/database.ts';
import { formatBytes, formatShare } from '../format/format-number.ts';
import { formatMoment } from '../format/format-time.ts';
import { text } from '../text.ts';
import { archiveWords, type StateWords } from './archive-words.ts';

export type Waits = Stored<'sendingWaits'>;
type OnItsWay = Pick<ArchiveRow, 'state' | 'failure' | 'nextTryAt' | 'screening' | 'askedFor' | 'bytes' | 'sentBytes'>;
/** `share` of 0 to 1: what the server holds by its own word. */
export type SendingWords = StateWords & { progress: { share: number; words: string } | null };

const SEALED = { phase: 'sealed', sealFailure: null } as const;

/** Where an archive stands on its way, why it waits, and until when. `notBefore`: the server is left alone until then. */
export function sendingWords(archive: OnItsWay, waits: Waits, now: number, notBefore = 0): SendingWords {
  const said = archiveWords(SEALED, archive);
  const isPaused = waits === 'paused' && archive.askedFor !== true;
  if (isBeingSent(archive) && !isPaused) return { ...said, progress: progressOf(archive) };
  // What arrived before it broke off is not sent again, and worth knowing.
  const progress = archive.state !== 'accepted' && (archive.sentBytes ?? 0) > 0 ? progressOf(archive) : null;
  if (archive.state !== 'sealed' && archive.state !== 'sending') return { ...said, progress };
  if (archive.askedFor === true) return { ...said, why: said.why ?? text.sending.asked, progress };
  if (waits !== null) return { tone: 'plain', words: text.sending.state[waits], why: null, progress };
  const next = Math.max(archive.nextTryAt, notBefore);
  if (said.why === null && next > now) return { ...said, why: text.sending.nextTry(formatMoment(next)), progress };
  return { ...said, progress };
}

/** Not one whose last try has failed: it keeps the state, and waits. */
export function isBeingSent({ state, failure }: Pick<ArchiveRow, 'state' | 'failure'>): boolean {
  return state === 'sending' && failure === null;
}

function progressOf({ bytes, sentBytes = 0 }: OnItsWay): { share: number; words: string } {
  const share = bytes === 0 ? 0 : Math.min(1, sentBytes / bytes);
  return { share, words: text.sending.progress(formatBytes(sentBytes), formatBytes(bytes), formatShare(share)) };
}
