import type { Pause } from '../../../shared/session/active-time.ts';
import type { SessionRow } from '../../store/database.ts';

/** How long was recorded until `now`, or until the end: milliseconds without pauses, an open one included. */
export function recordedMs(
  session: Pick<SessionRow, 'startedAt' | 'endedAt'> & { pauses: readonly Pause[] },
  now: number,
): number {
  const until = session.endedAt ?? now;
  const paused = session.pauses.reduce((sum, { from, to }) => sum + Math.max(0, (to ?? until) - from), 0);
  return Math.max(0, until - session.startedAt - paused);
}
