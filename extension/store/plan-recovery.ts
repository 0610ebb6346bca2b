import type { ArchiveRow, SessionRow } from './database.ts';

/** What lies in the store of one session, and what is known of a time in which the browser did not run. */
export type FoundSession = {
  session: SessionRow;
  archive: Pick<ArchiveRow, 'state'> | undefined;
  /** Whether anything is left of what an archive is made of. */
  isRecorded: boolean;
  /** Moments of everything recorded in it, in any order. */
  moments: readonly number[];
  /** Null where the browser ran all the time. */
  silence: Silence | null;
};

/** A time in which the browser did not run: until now, since after the extension was last known to run while it recorded. */
export type Silence = {
  now: number;
  /** Null when nothing is known. */
  aliveAt: number | null;
};

/** The row as it is to be, and whether what an archive is made of is to go; the same row where nothing is amiss. */
export type Recovery = { session: SessionRow; removeRecording: boolean };

/**
 * What a session is to be that was left in any state whatever: open ones go on, with a gap that says so; closed ones
 * have an end; sealed ones have their archive, and only that. Planning again for what came of it changes nothing.
 */
export function planRecovery(found: FoundSession): Recovery {
  const session = structuredClone(found.session);
  if (session.phase === 'recording') {
    if (found.silence !== null) goOn(session, findSilence(found, found.silence));
  } else if (session.phase === 'paused') keepPaused(session, found);
  else close(session, found);
  if (session.phase === 'sealed' && found.archive === undefined && found.isRecorded) session.phase = 'finished';
  // What the server may have must not be made anew with other bytes.
  if (session.phase === 'finished' && found.archive !== undefined && found.archive.state !== 'sealed') {
    session.phase = 'sealed';
    session.sealFailure = null;
  }
  return { session, removeRecording: session.phase === 'sealed' && found.isRecorded };
}

function goOn(session: SessionRow, { from, to }: { from: number; to: number }): void {
  const last = session.pauses.at(-1);
  // While the browser was not running, no page rested.
  if (last?.to === null) last.to = Math.max(last.from, from);
  if (last?.reason === 'browser-stopped' && last.to !== null && last.to >= from) {
    last.to = Math.max(last.to, to);
    return;
  }
  const begin = Math.max(from, last?.to ?? session.startedAt);
  session.pauses.push({ from: begin, to: Math.max(begin, to), reason: 'browser-stopped' });
}

/** The longest time without a sign of life since the last one that is known. Pages may record before anybody asks. */
function findSilence({ session, moments }: FoundSession, { now, aliveAt }: Silence): { from: number; to: number } {
  // A clock that was set back since has left moments in the future; they say nothing.
  const known = [session.startedAt, aliveAt ?? session.startedAt].filter((at) => at <= now);
  const since = Math.max(...known, session.pauses.findLast(({ to }) => to !== null && to <= now)?.to ?? 0);
  const signs = [Math.min(since, now), ...moments.filter((at) => at > since && at <= now), now].toSorted(
    (a, b) => a - b,
  );
  let longest = { from: now, to: now };
  signs.forEach((to, index) => {
    const from = signs[index - 1] ?? to;
    if (to - from > longest.to - longest.from) longest = { from, to };
  });
  return longest;
}

function keepPaused(session: SessionRow, found: FoundSession): void {
  if (session.pauses.at(-1)?.to === null) return;
  session.pauses.push({ from: lastMoment(found), to: null, reason: 'participant' });
}

function close(session: SessionRow, found: FoundSession): void {
  if (session.phase === 'sealed') return;
  session.endedAt ??= lastMoment(found);
  const last = session.pauses.at(-1);
  if (last?.to === null) last.to = Math.max(last.from, session.endedAt);
}

function lastMoment({ session, moments }: FoundSession): number {
  return Math.max(session.startedAt, session.pauses.at(-1)?.to ?? 0, ...moments);
}
