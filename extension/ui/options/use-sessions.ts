import { Dexie } from 'dexie';
import type { SessionSummary } from '../../../shared/archive/manifest.ts';
import type { ArchiveRow, ArchiveState, SessionRow } from '../../store/database.ts';
import { useLive } from '../hooks/use-live.ts';
import { pageDatabase } from '../page-database.ts';

/** A session with its archive, once there is one, and what that says about it. */
export type ListedSession = {
  session: SessionRow;
  archive: ArchiveRow | undefined;
  summary: SessionSummary | null;
  /** The host that most was done on, or last; null when nothing on this device knows it. */
  site: string | null;
  /** Actions recorded, so far or in all; null when nothing on this device knows any more. */
  actions: number | null;
};

export type OnItsWay = ListedSession & { archive: ArchiveRow };

const ON_THEIR_WAY: ReadonlySet<ArchiveState> = new Set(['sealed', 'sending', 'held', 'accepted']);

/** Whether its archive is packed, and neither confirmed by the server nor the participant's alone. */
export function isOnItsWay(listed: ListedSession): listed is OnItsWay {
  return listed.archive !== undefined && ON_THEIR_WAY.has(listed.archive.state);
}

/** Every session on this device, newest first; undefined until read. */
export function useSessions(): readonly ListedSession[] | undefined {
  return useLive(readSessions, []);
}

async function readSessions(): Promise<ListedSession[]> {
  const [sessions, archives] = await Promise.all([
    pageDatabase.sessions.orderBy('startedAt').reverse().toArray(),
    pageDatabase.archives.toArray(),
  ]);
  const recorded = await Promise.all(
    sessions.map(async ({ id, phase }) => (phase === 'sealed' ? null : readRecorded(id))),
  );
  const archiveOf = new Map(archives.map((archive) => [archive.sessionId, archive]));
  return sessions.map((session, index) => {
    const archive = archiveOf.get(session.id);
    const summary = archive?.summary ?? null;
    const open = recorded[index];
    return {
      session,
      archive,
      summary,
      site: open?.site ?? summary?.sites[0] ?? session.scenario?.targetSite ?? null,
      actions: open?.actions ?? summary?.interactions ?? session.judgement?.interactions ?? null,
    };
  });
}

/** What a session that is not sealed yet holds so far. */
async function readRecorded(sessionId: string): Promise<{ actions: number; site: string | null }> {
  // A collection is good for one answer: last() turns round the one that it is asked of.
  const ofSession = () =>
    pageDatabase.interactions.where('[sessionId+at]').between([sessionId, Dexie.minKey], [sessionId, Dexie.maxKey]);
  const [actions, latest] = await Promise.all([ofSession().count(), ofSession().last()]);
  const context = latest?.captured.context;
  const url = context !== undefined && 'page' in context ? context.page.url : '';
  return { actions, site: URL.canParse(url) ? new URL(url).host : null };
}
