import type { Interaction } from '../../shared/interactions/interaction.ts';
import type { Narration } from '../../shared/session/narration.ts';
import type { Session } from '../../shared/session/session.ts';
import { assembleInteractions } from './assemble-interactions.ts';
import type { AudioRow, CommitRow, Database, FrameRow, InteractionRow, SessionRow } from './database.ts';

/** As in the session's schema: a page that changes its address all the time can make the recording rest as often. */
const MAX_PAUSES = 1_000;

export type RecordedSession = {
  session: Session;
  interactions: Interaction[];
  /** What was said, Opus in WebM; null when nothing was. */
  audio: Blob | null;
};

/** Everything that was stored of a session but its pictures. */
export type RecordedRows = {
  session: SessionRow;
  interactions: InteractionRow[];
  frames: FrameRow[];
  commits: CommitRow[];
  audio: AudioRow[];
};

/** All rows of one moment. @throws Error when there is no such session. */
export async function readRows(database: Database, sessionId: string): Promise<RecordedRows> {
  const { sessions, interactions, frames, commits, audio } = database;
  return database.transaction('r', [sessions, interactions, frames, commits, audio], async () => {
    const session = await sessions.get(sessionId);
    if (!session) throw new Error(`There is no session ${sessionId}.`);
    return {
      session,
      interactions: await interactions.where({ sessionId }).toArray(),
      frames: await frames.where({ sessionId }).toArray(),
      commits: await commits.where({ sessionId }).toArray(),
      audio: await audio.where({ sessionId }).sortBy('index'),
    };
  });
}

/**
 * A session with its interactions in the page's order, as far as it has come. A session that goes on ends, for the
 * reader, with its last interaction.
 */
export function describeRows({ session, interactions, frames, commits, audio }: RecordedRows): RecordedSession {
  const assembled = assembleInteractions(interactions, frames, commits);
  const narration = describeNarration(session, audio);
  const pieces = audio.map(({ webm }) => webm);
  return {
    session: { ...describe(session, assembled), narration },
    interactions: assembled,
    audio: narration && new Blob(pieces, { type: 'audio/webm' }),
  };
}

/** @throws Error when there is no such session. */
export async function readRecordedSession(database: Database, sessionId: string): Promise<RecordedSession> {
  return describeRows(await readRows(database, sessionId));
}

/** The frames of a session that repeat others: their lines by name. */
export async function readDeltas(database: Database, sessionId: string): Promise<Map<string, string>> {
  const rows = await database.deltas.where({ sessionId }).toArray();
  return new Map(rows.map(({ sha256, line }) => [sha256, line]));
}

/** @throws Error when the picture is not stored: a frame was committed without it, which must never be. */
export async function readPicture(database: Database, sessionId: string, sha256: string): Promise<Blob> {
  const picture = await database.pictures.get([sessionId, sha256]);
  if (!picture) throw new Error(`The picture ${sha256} is missing.`);
  return picture.webp;
}

/** Null when not a single piece was committed. A pause that was never closed has no audio behind it. */
function describeNarration({ narration }: SessionRow, pieces: readonly AudioRow[]): Narration | null {
  const last = pieces.at(-1);
  if (!last || !narration || narration.startedAt === null) return null;
  const pauses = narration.pauses.flatMap(({ from, to }) => (to === null ? [] : [{ from, to }]));
  return { startedAt: narration.startedAt, durationMs: last.untilMs, pauses };
}

function describe(row: SessionRow, interactions: readonly Interaction[]): Omit<Session, 'narration'> {
  const lastAt = Math.max(row.startedAt, ...interactions.map(({ action }) => action.at));
  const endedAt = row.endedAt === null ? lastAt : Math.max(row.endedAt, lastAt);
  return {
    id: row.id,
    type: row.type,
    participantId: row.participantId,
    consent: row.consent,
    scenario: row.scenario,
    startedAt: row.startedAt,
    endedAt,
    pauses: row.pauses.map(({ from, to, reason }) => ({ from, to: to ?? endedAt, reason })).slice(0, MAX_PAUSES),
    sites: sitesOf(interactions),
    device: row.device,
    gaveUpReason: row.gaveUpReason,
  };
}

/** Hosts of the pages acted on, most interactions first. */
function sitesOf(interactions: readonly Interaction[]): string[] {
  const counts = new Map<string, number>();
  for (const { context } of interactions) {
    if (!('page' in context) || !URL.canParse(context.page.url)) continue;
    const { host } = new URL(context.page.url);
    if (host) counts.set(host, (counts.get(host) ?? 0) + 1);
  }
  return [...counts]
    .toSorted((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
    .map(([host]) => host)
    .slice(0, 100);
}
