import { Dexie } from 'dexie';
import { isAbsent } from '../../../shared/interactions/absent.ts';
import type { SessionRow } from '../../store/database.ts';
import { formatStopwatch, isoDuration } from '../format/format-time.ts';
import { useLive } from '../hooks/use-live.ts';
import { useNow } from '../hooks/use-now.ts';
import { pageDatabase } from '../page-database.ts';
import { text } from '../text.ts';
import { recordedMs } from '../words/recorded-ms.ts';

async function countRecorded(sessionId: string) {
  const { interactions, frames } = pageDatabase;
  const [actions, shots] = await Promise.all([
    interactions.where('[sessionId+at]').between([sessionId, Dexie.minKey], [sessionId, Dexie.maxKey]).count(),
    frames
      .where({ sessionId })
      .filter(({ frame }) => !isAbsent(frame))
      .count(),
  ]);
  return { actions, shots };
}

/** Time without pauses, actions and pictures of the session under way. */
export function RecordingFigures({ session }: { session: SessionRow }) {
  const now = useNow(500);
  const counts = useLive(() => countRecorded(session.id), [session.id]);
  const elapsed = recordedMs(session, now);
  return (
    <p class="figures">
      <time role="timer" aria-label={text.recording.elapsed} dateTime={isoDuration(elapsed)}>
        {formatStopwatch(elapsed)}
      </time>
      <span>{counts === undefined ? text.loading : text.actions(counts.actions)}</span>
      <span>{counts === undefined ? '' : text.pictures(counts.shots)}</span>
    </p>
  );
}
