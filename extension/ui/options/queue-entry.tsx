import { useId } from 'preact/hooks';
import { send } from '../../browser/send.ts';
import { formatBytes } from '../format/format-number.ts';
import { formatMoment } from '../format/format-time.ts';
import { useCommand } from '../hooks/use-command.ts';
import { useNow } from '../hooks/use-now.ts';
import { useStored } from '../hooks/use-stored.ts';
import { Failure } from '../parts/failure.tsx';
import { StateLine } from '../parts/state-line.tsx';
import { saveArchive } from '../save-archives.ts';
import { text } from '../text.ts';
import { isBeingSent, sendingWords, type Waits } from '../words/sending-words.ts';
import type { OnItsWay } from './use-sessions.ts';

const EVERY_MS = 10_000;

/** One archive on its way: how far it is, what it waits for, and two things that can be done at once. */
export function QueueEntry({ one, waits, joined }: { one: OnItsWay; waits: Waits; joined: boolean }) {
  const { session, archive } = one;
  const now = useNow(EVERY_MS);
  const { run, busy, failure } = useCommand();
  const heading = useId();
  const title = session.scenario?.title ?? text.freely;
  const words = sendingWords(archive, waits, now, useStored('serverAway')?.nextTryAt);
  const copy = archive.archive;
  const isOurs = archive.heldFor === undefined || archive.state !== 'held';
  const offered = joined && isOurs && archive.state !== 'accepted' && !isBeingSent(archive);
  return (
    <li aria-labelledby={heading}>
      <div class="entry-head">
        <h4 id={heading}>{title}</h4>
        <span class="quiet">
          {formatMoment(session.startedAt)}
          {text.and}
          {formatBytes(archive.bytes)}
        </span>
      </div>
      <p>
        <StateLine {...words} />
      </p>
      {words.progress !== null && (
        <>
          <progress value={words.progress.share} aria-label={text.sending.progressOf(title)} />
          <p class="fine">{words.progress.words}</p>
        </>
      )}
      {archive.exportedAt !== undefined && <p class="fine">{text.sending.saved(formatMoment(archive.exportedAt))}</p>}
      <div class="buttons">
        {offered && (
          <button
            type="button"
            disabled={busy}
            aria-label={text.sending.tryNowOf(title)}
            onClick={() => run(() => send('syncNow', { sessionId: session.id }))}
          >
            {busy ? text.sync.busy : text.sending.tryNow}
          </button>
        )}
        {copy !== null && (
          <button
            type="button"
            aria-label={text.sending.saveOf(title)}
            onClick={() => run(() => saveArchive(session.id, copy))}
          >
            {text.sending.save}
          </button>
        )}
      </div>
      <Failure reason={failure} />
    </li>
  );
}
