import { useState } from 'preact/hooks';
import { inSendingOrder } from '../../store/archives.ts';
import { useStored } from '../hooks/use-stored.ts';
import { text } from '../text.ts';
import { isBeingSent, type Waits } from '../words/sending-words.ts';
import { QueueEntry } from './queue-entry.tsx';
import type { OnItsWay } from './use-sessions.ts';

/** More than these are shown when they are asked for. */
const AT_FIRST = 12;

type Queue = { onTheirWay: readonly OnItsWay[]; waits: Waits; joined: boolean };

/** Each archive that is on its way: those that need somebody first, then as they go. */
export function QueueList({ onTheirWay, waits, joined }: Queue) {
  const settings = useStored('settings');
  const [all, setAll] = useState(false);
  if (settings === undefined) return null;
  const byId = new Map(onTheirWay.map((one) => [one.session.id, one]));
  const inOrder = inSendingOrder(
    onTheirWay.map(({ archive }) => archive),
    settings.sendOrder,
  );
  const queue = inOrder.toSorted((a, b) => rankOf(a) - rankOf(b)).flatMap(({ sessionId }) => byId.get(sessionId) ?? []);
  return (
    <>
      <h3 id="queue-heading">{text.sending.list}</h3>
      {queue.length === 0 && <p class="card quiet">{text.sending.none}</p>}
      {queue.length > 0 && (
        <div class="card">
          <ul class="plain entries" aria-labelledby="queue-heading">
            {queue.slice(0, all ? queue.length : AT_FIRST).map((one) => (
              <QueueEntry key={one.session.id} one={one} waits={waits} joined={joined} />
            ))}
          </ul>
        </div>
      )}
      {!all && queue.length > AT_FIRST && (
        <button type="button" onClick={() => setAll(true)}>
          {text.sending.showAll(text.sessions(queue.length))}
        </button>
      )}
    </>
  );
}

function rankOf(archive: OnItsWay['archive']): number {
  if (archive.state === 'held') return 0;
  if (isBeingSent(archive)) return 1;
  return archive.state === 'accepted' ? 3 : 2;
}
