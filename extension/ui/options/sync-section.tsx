import { useState } from 'preact/hooks';
import { send } from '../../browser/send.ts';
import { formatMoment } from '../format/format-time.ts';
import { useCommand } from '../hooks/use-command.ts';
import { useOnline } from '../hooks/use-online.ts';
import { useStored } from '../hooks/use-stored.ts';
import { Failure } from '../parts/failure.tsx';
import { pageLinks } from '../parts/page-links.ts';
import { text } from '../text.ts';
import { countQueue, queueWords } from '../words/queue-words.ts';
import type { ListedSession } from './use-sessions.ts';

/** Where sessions are sent, how far they are, and a button that does not wait for the next try. */
export function SyncSection({ sessions }: { sessions: readonly ListedSession[] }) {
  const participant = useStored('participant');
  const online = useOnline();
  const lost = useStored('lostAccess');
  const [done, setDone] = useState(false);
  const { run, busy, failure } = useCommand();
  if (participant === undefined) return null;

  const archives = sessions.flatMap(({ archive }) => (archive === undefined ? [] : [archive]));
  const counts = countQueue(
    sessions.map(({ session }) => session),
    archives,
  );
  const acceptedAt = Math.max(0, ...archives.map((archive) => archive.acceptedAt ?? 0));
  const unsent = counts.waiting + counts.sending + counts.held + counts.packing;
  const reason =
    participant === null ? null : !online ? text.sync.needsNetwork : unsent === 0 ? text.sync.nothing : null;

  return (
    <section id="sync" aria-labelledby="sync-heading">
      <h2 id="sync-heading">{text.options.sync}</h2>
      <div class="card">
        <dl class="facts">
          <dt>{text.sync.server}</dt>
          <dd>
            {participant?.serverUrl ?? (
              <>
                {text.sync.notEnrolled} <a href={pageLinks.welcome}>{text.gate.enrolmentAction}</a>
              </>
            )}
          </dd>
          {participant !== null && <dt>{text.sync.participant}</dt>}
          {participant !== null && (
            <dd>
              <code>{participant.participantId}</code>
            </dd>
          )}
          <dt>{text.sync.lastAccepted}</dt>
          <dd>{acceptedAt === 0 ? text.sync.never : formatMoment(acceptedAt)}</dd>
          <dt>{text.sync.queue}</dt>
          <dd role="status">{queueWords(counts)}</dd>
        </dl>
        {lost && (
          <p role="status" class="note bad">
            {text.lostAccess.note} <a href={pageLinks.welcome}>{text.lostAccess.action}</a>
          </p>
        )}
        <HeldReasons sessions={sessions} />
        {participant !== null && (
          <div class="buttons">
            <button
              type="button"
              class="main"
              disabled={busy || reason !== null}
              aria-describedby="sync-reason"
              onClick={() =>
                run(async () => {
                  setDone(false);
                  await send('syncNow', {});
                  setDone(true);
                })
              }
            >
              {busy ? text.sync.busy : text.sync.now}
            </button>
          </div>
        )}
        <p id="sync-reason" role="status" class="quiet">
          {done ? text.sync.done : reason}
        </p>
        <Failure reason={failure} />
      </div>
    </section>
  );
}

function HeldReasons({ sessions }: { sessions: readonly ListedSession[] }) {
  const held = sessions.filter(({ archive }) => archive?.state === 'held');
  if (held.length === 0) return null;
  return (
    <>
      <h3>{text.sync.heldHeading}</h3>
      <ul>
        {held.map(({ session, archive }) => (
          <li key={session.id}>
            {session.scenario?.title ?? text.freely}, {formatMoment(session.startedAt)}
            <span class="why">{archive?.failure ?? text.archive.heldFallback}</span>
          </li>
        ))}
      </ul>
    </>
  );
}
