import type { ArchiveRow, ArchiveState, SessionRow } from '../../store/database.ts';
import { text } from '../text.ts';

export type QueueCounts = Record<'reviewing' | 'packing' | 'waiting' | 'sending' | 'sent' | 'held' | 'kept', number>;

const place = {
  sealed: 'waiting',
  sending: 'sending',
  accepted: 'sent',
  confirmed: 'sent',
  held: 'held',
  kept: 'kept',
} as const satisfies Record<ArchiveState, keyof QueueCounts>;

/** How many sessions stand where on their way to the server. Between two tries to send it, a session waits. */
export function countQueue(
  sessions: readonly Pick<SessionRow, 'phase'>[],
  archives: readonly Pick<ArchiveRow, 'state' | 'failure'>[],
): QueueCounts {
  const counts: QueueCounts = { reviewing: 0, packing: 0, waiting: 0, sending: 0, sent: 0, held: 0, kept: 0 };
  counts.packing = sessions.filter(({ phase }) => phase === 'finishing' || phase === 'finished').length;
  counts.reviewing = sessions.filter(({ phase }) => phase === 'reviewing').length;
  for (const { state, failure } of archives) {
    counts[state === 'sending' && failure !== null ? 'waiting' : place[state]] += 1;
  }
  return counts;
}

/** The same in one line, without what there is none of: `2 waiting · 14 sent`. */
export function queueWords(counts: QueueCounts): string {
  const order = ['reviewing', 'packing', 'waiting', 'sending', 'held', 'kept', 'sent'] as const;
  const parts = order.filter((key) => counts[key] > 0).map((key) => text.queue[key](counts[key]));
  return parts.length === 0 ? text.queue.empty : parts.join(text.and);
}
