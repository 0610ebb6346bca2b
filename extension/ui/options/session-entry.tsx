import { formatMoment, formatSpan } from '../format/format-time.ts';
import { useCommand } from '../hooks/use-command.ts';
import { Failure } from '../parts/failure.tsx';
import { pageLinks } from '../parts/page-links.ts';
import { StateLine } from '../parts/state-line.tsx';
import { saveArchive } from '../save-archives.ts';
import { text } from '../text.ts';
import { archiveWords } from '../words/archive-words.ts';
import { outcomeWords, qualityWords } from '../words/outcome-words.ts';
import { recordedMs } from '../words/recorded-ms.ts';
import { RemoveButton } from './remove-button.tsx';
import { SessionDetails } from './session-details.tsx';
import type { ListedSession } from './use-sessions.ts';

/** One session: when, what, where, how good, how far on its way; its details; and what can be done with it. */
export function SessionEntry({ listed }: { listed: ListedSession }) {
  const { session, archive, summary, site, actions } = listed;
  const quality = summary === null ? (session.judgement?.quality ?? null) : { ...summary, overall: summary.quality };
  const { tone, words } = qualityWords(quality);
  const title = session.scenario?.title ?? text.freely;
  const copy = archive?.archive ?? null;
  const { run, failure } = useCommand();
  return (
    <li class="card" aria-label={`${title}, ${formatMoment(session.startedAt)}`}>
      <div class="entry-head">
        <h3>{title}</h3>
        <time dateTime={new Date(session.startedAt).toISOString()}>{formatMoment(session.startedAt)}</time>
      </div>
      <p class="entry-facts">
        {site !== null && <span>{site}</span>}
        <span>{formatSpan(recordedMs(session, Date.now()))}</span>
        {actions !== null && <span>{text.actions(actions)}</span>}
        <span>{outcomeWords(session)}</span>
        <span>
          {text.quality.label}: <strong class={`state ${tone}`}>{words}</strong>
        </span>
      </p>
      <p>
        <StateLine {...archiveWords(session, archive)} />
      </p>
      <SessionDetails listed={listed} />
      <div class="buttons">
        {session.phase === 'reviewing' && (
          <a class="button main" href={pageLinks.review(session.id)}>
            {text.review.open}
          </a>
        )}
        {archive !== undefined && (
          <button
            type="button"
            disabled={copy === null}
            title={copy === null ? text.archive.localCopyGone : undefined}
            onClick={() => {
              if (copy !== null) run(() => saveArchive(session.id, copy));
            }}
          >
            {copy === null ? text.sessionList.noSave : text.sessionList.save}
          </button>
        )}
        <RemoveButton session={session} archive={archive} />
      </div>
      <Failure reason={failure} />
    </li>
  );
}
