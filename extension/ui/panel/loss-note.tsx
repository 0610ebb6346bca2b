import { writeStored } from '../../browser/stored.ts';
import { formatMoment } from '../format/format-time.ts';
import { useCommand } from '../hooks/use-command.ts';
import { useStored } from '../hooks/use-stored.ts';
import { Failure } from '../parts/failure.tsx';
import { text } from '../text.ts';

/** That sessions are gone which no server has, until the participant has read it. */
export function LossNote() {
  const lost = useStored('lostSessions');
  const { run, busy, failure } = useCommand();
  return (
    <div role="alert">
      {lost != null && (
        <section class="note bad">
          <p>{text.storage.lost(lost.count, formatMoment(lost.at))}</p>
          <button type="button" disabled={busy} onClick={() => run(() => writeStored('lostSessions', null))}>
            {text.storage.lostRead}
          </button>
          <Failure reason={failure} />
        </section>
      )}
    </div>
  );
}
