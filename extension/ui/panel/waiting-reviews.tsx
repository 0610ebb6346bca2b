import { useLive } from '../hooks/use-live.ts';
import { pageLinks } from '../parts/page-links.ts';
import { pageDatabase } from '../page-database.ts';
import { text } from '../text.ts';

/** Reminds of sessions that wait to be looked through; nothing when there are none. */
export function WaitingReviews() {
  const waiting = useLive(() => pageDatabase.sessions.where({ phase: 'reviewing' }).sortBy('startedAt'), []);
  const first = waiting?.[0];
  if (waiting === undefined || first === undefined) return null;
  return (
    <section class="card slim" role="status">
      <p>{text.review.waiting(waiting.length)}</p>
      <a class="button" href={pageLinks.review(first.id)} target="_blank">
        {text.review.open}
      </a>
    </section>
  );
}
