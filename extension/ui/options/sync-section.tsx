import { formatMoment } from '../format/format-time.ts';
import { useStored } from '../hooks/use-stored.ts';
import { pageLinks } from '../parts/page-links.ts';
import { text } from '../text.ts';
import { countQueue, queueWords } from '../words/queue-words.ts';
import { FormerStudies } from './former-studies.tsx';
import { QueueButtons } from './queue-buttons.tsx';
import { QueueList } from './queue-list.tsx';
import { SendingSettings } from './sending-settings.tsx';
import { isOnItsWay, type ListedSession } from './use-sessions.ts';

/** Where sessions are sent, each one that is on its way, what keeps it back, and what can be done about that. */
export function SyncSection({ sessions }: { sessions: readonly ListedSession[] }) {
  const participant = useStored('participant');
  const lost = useStored('lostAccess');
  const waits = useStored('sendingWaits');
  if (participant === undefined || waits === undefined) return null;

  const archives = sessions.flatMap(({ archive }) => (archive === undefined ? [] : [archive]));
  const counts = countQueue(
    sessions.map(({ session }) => session),
    archives,
  );
  const acceptedAt = Math.max(0, ...archives.map((archive) => archive.acceptedAt ?? 0));
  const onTheirWay = sessions.filter(isOnItsWay);

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
        {waits !== null && onTheirWay.length > 0 && (
          <p role="status" class="note">
            {text.sending.waits[waits]}
          </p>
        )}
        {participant !== null && (
          <p>
            <a href={pageLinks.joinElsewhere}>{text.study.elsewhere}</a>
          </p>
        )}
        <QueueButtons onTheirWay={onTheirWay} joined={participant !== null} />
      </div>
      <FormerStudies archives={archives} />
      <QueueList onTheirWay={onTheirWay} waits={waits} joined={participant !== null} />
      <SendingSettings />
    </section>
  );
}
