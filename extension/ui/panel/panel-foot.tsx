import { useLive } from '../hooks/use-live.ts';
import { useOnline } from '../hooks/use-online.ts';
import { useStored } from '../hooks/use-stored.ts';
import { pageLinks } from '../parts/page-links.ts';
import { pageDatabase } from '../page-database.ts';
import { WithdrawButton } from '../rights/withdraw-button.tsx';
import { text } from '../text.ts';
import { countQueue, queueWords } from '../words/queue-words.ts';
import { isBeingSent } from '../words/sending-words.ts';

async function readQueue() {
  const [sessions, archives] = await Promise.all([
    pageDatabase.sessions.where('phase').anyOf('finishing', 'reviewing', 'finished').toArray(),
    pageDatabase.archives.toArray(),
  ]);
  const held = archives.filter(({ state }) => state === 'held').map(({ failure }) => failure);
  const sent = archives.filter(isBeingSent);
  const [all, there] = [sum(sent.map(({ bytes }) => bytes)), sum(sent.map(({ sentBytes }) => sentBytes ?? 0))];
  return {
    counts: countQueue(sessions, archives),
    reasons: [...new Set(held)],
    /** Of what is being sent, the share that the server has; null while nothing is. */
    share: all === 0 ? null : Math.min(1, there / all),
  };
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);

/** What is on its way to the server, always in sight, and the ways to the other pages. */
export function PanelFoot({ openSidePanel }: { openSidePanel: (() => void) | null }) {
  const queue = useLive(readQueue, []);
  const online = useOnline();
  const lost = useStored('lostAccess');
  const waits = useStored('sendingWaits');
  const waiting = queue !== undefined && queue.counts.waiting + queue.counts.sending > 0;
  return (
    <>
      <div role="status">
        {!online && <p class="note">{text.queue.offline}</p>}
        {waits && waiting && (
          <p class="note">
            {text.sending.waits[waits]}{' '}
            <a href={`${pageLinks.options}#sync`} target="_blank">
              {text.queue.lookAtHeld}
            </a>
          </p>
        )}
        {lost && (
          <p class="note bad">
            {text.lostAccess.note}{' '}
            <a href={pageLinks.welcome} target="_blank">
              {text.lostAccess.action}
            </a>
          </p>
        )}
        {queue?.reasons
          .filter((reason) => reason !== lost?.reason)
          .map((reason) => (
            <p key={reason} class="note bad">
              {text.queue.heldBecause(reason ?? text.archive.heldFallback)}{' '}
              <a href={`${pageLinks.options}#sync`} target="_blank">
                {text.queue.lookAtHeld}
              </a>
            </p>
          ))}
      </div>
      <footer>
        <p class="queue" role="status">
          <strong>{text.queue.label}:</strong> {queue === undefined ? text.loading : queueWords(queue.counts)}
        </p>
        {queue !== undefined && queue.share !== null && <progress value={queue.share} aria-label={text.queue.label} />}
        <nav class="links">
          <a href={pageLinks.options} target="_blank">
            {text.links.options}
          </a>
          <WithdrawButton kind="link" />
          {openSidePanel !== null && (
            <button type="button" class="link" onClick={openSidePanel}>
              {text.links.sidePanel}
            </button>
          )}
        </nav>
      </footer>
    </>
  );
}
