import { useLive } from '../hooks/use-live.ts';
import { StateLine } from '../parts/state-line.tsx';
import { pageDatabase } from '../page-database.ts';
import { text } from '../text.ts';
import { archiveWords } from '../words/archive-words.ts';
import { outcomeWords, qualityWords } from '../words/outcome-words.ts';

async function findLatest() {
  const session = await pageDatabase.sessions.orderBy('startedAt').last();
  if (session === undefined) return null;
  return { session, archive: await pageDatabase.archives.get(session.id) };
}

/** What became of the session before: being packed, sent, judged, and what would make the next one better. */
export function LatestSession() {
  const latest = useLive(findLatest, []);
  if (!latest) return null;
  const { session, archive } = latest;
  // Its own note says so.
  if (session.phase === 'reviewing') return null;
  const packing = archive === undefined && session.sealFailure === null;
  const quality = session.judgement?.quality ?? null;
  const advice = quality?.advice[0];
  return (
    <section class="card slim" aria-labelledby="latest-heading">
      <h2 id="latest-heading" class="over">
        {text.last.title}
      </h2>
      <p role="status">
        {packing ? <strong>{text.sealing.title}</strong> : <StateLine {...archiveWords(session, archive)} />}
      </p>
      {packing && <p class="quiet">{text.sealing.body}</p>}
      {packing && <progress aria-label={text.sealing.title} />}
      {!packing && (
        <p>
          {outcomeWords(session)}
          {quality !== null && `${text.and}${text.quality.label}: ${qualityWords(quality).words}`}
        </p>
      )}
      {!packing && advice !== undefined && (
        <p class="quiet">
          <strong>{text.last.again}:</strong> {advice}
        </p>
      )}
    </section>
  );
}
