import { builtInScenarios } from '../../shared/scenarios/library.ts';
import { type PausedForRoom, showBadge } from '../browser/badge.ts';
import { describeDevice } from '../browser/device.ts';
import { readStored, writeStored } from '../browser/stored.ts';
import { injectRecorder } from '../browser/tabs.ts';
import { oneAtATime } from '../record/one-at-a-time.ts';
import { sessionControl } from '../record/session-control.ts';
import { GRACE_MS } from '../record/tend.ts';
import type { Database, SessionRow } from '../store/database.ts';
import { addSession, findCurrentSession, moveSession, removeSession } from '../store/sessions.ts';
import type { Workshop } from '../workers/workshop.ts';
import { ledger } from './keep-ledger.ts';
import { requireDisk, requireRoom, storageLevel } from './measure-room.ts';
import { reportError } from './report-error.ts';

/** The browser's lock for beginning a session, and for telling of one. */
const TELLING_LOCK = 'codesight-telling';
const JUDGE_DELAY_MS = 700;
const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

export type OpenRecording = ReturnType<typeof openRecording>;

/**
 * The commands on the session that is open, each followed by telling the pages and the toolbar. `knowParticipant` gives
 * a session what the participant has told of herself: no page is told of one that does not know it.
 */
export function openRecording(
  database: Database,
  workshop: Workshop,
  knowParticipant: (sessionId: string) => Promise<void>,
) {
  const control = sessionControl({
    now: () => Date.now(),
    consent: () => readStored('consent'),
    participantId: async () => (await readStored('participant'))?.participantId ?? null,
    sessionType: async () => (await readStored('settings')).sessionType,
    device: describeDevice,
    findScenario: (id) => builtInScenarios.find((scenario) => scenario.id === id),
    add: (session) => addSession(database, session),
    move: (from, to, change) => moveSession(database, from, to, change),
  });

  /** A session that cannot be given what it has to mask is none, whatever else has begun with it. */
  async function begin(scenarioId: string | null, spoken: 'spoken' | undefined): Promise<string> {
    const id = await control.start(scenarioId, spoken);
    try {
      await knowParticipant(id);
    } catch (error) {
      await ledger
        .removing([id], () => removeSession(database, id))
        .catch((failure: unknown) => reportError('remove a session that could not begin', failure));
      throw error;
    }
    return id;
  }

  /** Pages follow the store: what they are told is made from it anew each time. */
  async function tellPages() {
    const session = await findCurrentSession(database);
    const recording = session
      ? { sessionId: session.id, paused: session.phase === 'paused', startedAt: session.startedAt }
      : null;
    const published = await readStored('recording');
    // Who began it may have been stopped before it knew the participant.
    if (recording !== null && published?.sessionId !== recording.sessionId) await knowParticipant(recording.sessionId);
    if (JSON.stringify(published) !== JSON.stringify(recording)) await writeStored('recording', recording);
    return { session, recording };
  }

  /** Pages first, then the toolbar. */
  async function publish(): Promise<void> {
    // On a disk that takes nothing the pages and the toolbar are told all the same, of what needs no writing.
    await ledger.look(database).catch((error: unknown) => reportError('look which sessions are there', error));
    const { session, recording } = await navigator.locks.request(TELLING_LOCK, tellPages);
    const isSpoken = session?.narration != null && session.narration.state !== 'ended';
    // The narrator follows the session's row by itself, where there is a document for it to run in.
    if (isSpoken) await workshop.open();
    const waiting = await database.sessions.where({ phase: 'reviewing' }).count();
    const sound = isSpoken ? 'spoken' : 'silent';
    await showBadge(recording, await readStored('trouble'), {
      sound,
      waiting,
      room: await pausedForRoom(session),
      lost: (await readStored('lostSessions'))?.count ?? 0,
    });
  }

  const judge = oneAtATime(async () => {
    await wait(JUDGE_DELAY_MS);
    const session = await findCurrentSession(database);
    if (!session) return;
    await requireDisk();
    await workshop.judgeSession({ sessionId: session.id });
  });

  return {
    publish,
    async start(scenarioId: string | null, spoken?: 'spoken'): Promise<string> {
      await requireRoom();
      const sessionId = await navigator.locks.request(TELLING_LOCK, () => begin(scenarioId, spoken));
      await injectRecorder();
      await publish();
      return sessionId;
    },
    async pause(): Promise<void> {
      await control.pause();
      await publish();
    },
    /** Not wanted by the participant: there is no room left. */
    async pauseForRoom(): Promise<void> {
      await control.pause('storage-full');
      await publish();
    },
    /** @throws Error with a sentence for the participant when there is no room left. */
    async resume(): Promise<void> {
      await requireRoom();
      await control.resume();
      await publish();
    },
    async stop(gaveUpReason: string | null, review: boolean): Promise<string> {
      const looksFirst = review || (await readStored('settings')).lookFirst;
      const sessionId = await control.stop(gaveUpReason, looksFirst ? 'review' : undefined);
      await publish();
      return sessionId;
    },
    finish: control.finish,
    untilGraceEnds: () => wait(GRACE_MS),
    /** Renews the live judgement shortly; a failure shows when the session is sealed, where it matters. */
    judgeSoon(): void {
      judge().catch((error: unknown) => reportError('judge', error));
    },
  };
}

/** Who was stopped may be doing something else by now: that there is room again is shown, and going on is one click. */
async function pausedForRoom(session: SessionRow | undefined): Promise<PausedForRoom> {
  if (session?.phase !== 'paused' || session.pauses.at(-1)?.reason !== 'storage-full') return 'no';
  return (await storageLevel()) === 'full' ? 'yes' : 'room-again';
}
