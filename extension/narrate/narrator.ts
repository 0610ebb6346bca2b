import { pausedBetween } from '../../shared/session/active-time.ts';
import { limits } from '../../shared/limits.ts';
import type { AudioRow, NarrationProgress, SessionRow } from '../store/database.ts';
import type { Microphone, MicrophoneEvents } from './microphone.ts';

export type NarratorDeps = {
  /** @throws Error with a sentence for the participant. */
  openMicrophone(events: MicrophoneEvents): Promise<Microphone>;
  change(sessionId: string, change: (narration: NarrationProgress) => void): Promise<void>;
  add(piece: AudioRow): Promise<void>;
  /** Epoch milliseconds, on the clock of the interactions. */
  now(): number;
  maxBytes?: number;
};

type Followed = Pick<SessionRow, 'id' | 'phase' | 'narration'>;
type Running = {
  sessionId: string;
  microphone: Microphone;
  startedAt: number;
  pauses: { from: number; to: number | null }[];
  pieces: number;
  bytes: number;
  /** Pieces are committed one after the other; this ends with the last one. */
  committed: Promise<void>;
};

const INTERRUPTED = 'The browser was closed meanwhile. What you had said until then is kept.';
const LOST = 'The microphone was taken away. What you had said until then is kept.';
const FULL = 'It is as long as it can be. What you have said until now is kept.';

/**
 * Records what the participant says, as the session's row asks for it: `follow` is told of the row after each change.
 * Each piece is committed as it comes, so that whatever dies takes the last one with it at most. A narration that was
 * running when its document died is over: a second stream could not be joined to the first.
 */
export function narrator({ openMicrophone, change, add, now, maxBytes = limits.maxAudioBytes }: NarratorDeps) {
  let running: Running | undefined;
  let turn = Promise.resolve();

  async function start(sessionId: string): Promise<void> {
    const take = (webm: Blob): void => {
      if (running?.sessionId === sessionId) keep(running, webm);
    };
    const onLost = (): void => void end(sessionId, LOST);
    try {
      const microphone = await openMicrophone({ onPiece: take, onLost });
      const { startedAt } = microphone;
      running = { sessionId, microphone, startedAt, pauses: [], pieces: 0, bytes: 0, committed: Promise.resolve() };
      await change(sessionId, (narration) => Object.assign(narration, { state: 'running', startedAt }));
    } catch (error) {
      await end(sessionId, error instanceof Error ? error.message : String(error));
    }
  }

  function keep(of: Running, webm: Blob): void {
    if (webm.size === 0) return;
    if (of.bytes + webm.size > maxBytes) {
      void end(of.sessionId, FULL);
      return;
    }
    of.bytes += webm.size;
    const at = now();
    const untilMs = Math.max(0, at - of.startedAt - pausedBetween(of.pauses, of.startedAt, at));
    const piece = { sessionId: of.sessionId, index: of.pieces++, webm, untilMs };
    of.committed = of.committed.then(() => add(piece));
  }

  async function end(sessionId: string, failure: string | null): Promise<void> {
    await change(sessionId, (narration) => {
      narration.failure ??= narration.state === 'ended' ? null : failure;
      narration.state = 'ended';
    });
  }

  async function stop(of: Running): Promise<void> {
    await of.microphone.stop();
    await of.committed;
    running = undefined;
    await end(of.sessionId, null);
  }

  async function pauseOrResume(of: Running, phase: Followed['phase']): Promise<void> {
    const last = of.pauses.at(-1);
    if (phase === 'paused' && last?.to !== null) {
      of.microphone.pause();
      of.pauses.push({ from: now(), to: null });
    } else if (phase === 'recording' && last?.to === null) {
      last.to = now();
      of.microphone.resume();
    } else return;
    const pauses = structuredClone(of.pauses);
    await change(of.sessionId, (narration) => void (narration.pauses = pauses));
  }

  async function follow(session: Followed | undefined): Promise<void> {
    const asked = session?.narration?.state;
    if (running && (session?.id !== running.sessionId || asked === 'ended')) await stop(running);
    if (!session || asked === undefined || asked === 'ended') return;
    if (running) await pauseOrResume(running, session.phase);
    else if (asked === 'running') await end(session.id, INTERRUPTED);
    else if (session.phase === 'recording') await start(session.id);
  }

  return {
    /** Resolves when everything that the row asks for has been done; calls are done in turn. */
    follow(session: Followed | undefined): Promise<void> {
      const done = turn.then(() => follow(session));
      turn = done.catch(() => undefined);
      return done;
    },
    /** How loud it is right now, 0 to 1; null while nothing is listened to. */
    level: (): number | null => (running && running.pauses.at(-1)?.to !== null ? running.microphone.level() : null),
  };
}
