import type { SessionRow } from '../../store/database.ts';
import { text } from '../text.ts';
import { gapWords, unwantedGaps } from '../words/gap-words.ts';

const MAX_SHOWN = 3;

/** Where the session under way has gaps that nobody wanted: the latest ones. */
export function GapNotes({ session }: { session: SessionRow }) {
  const gaps = unwantedGaps(session.pauses).slice(-MAX_SHOWN);
  if (gaps.length === 0) return null;
  return (
    <div class="note" role="status">
      <h4>{text.gap.heading}</h4>
      <ul class="plain">
        {gaps.map((gap) => (
          <li key={gap.from}>{gapWords(gap, Date.now())}</li>
        ))}
      </ul>
    </div>
  );
}
