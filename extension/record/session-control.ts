import { newId } from '../../shared/new-id.ts';
import { maskText } from '../../shared/privacy/mask-text.ts';
import type { Scenario } from '../../shared/scenarios/scenario.ts';
import type { Consent } from '../../shared/session/consent.ts';
import type { Device, PauseReason, SessionType } from '../../shared/session/session.ts';
import type { SessionPhase, SessionRow } from '../store/database.ts';

export type SessionControlDeps = {
  now(): number;
  consent(): Promise<Consent | null>;
  participantId(): Promise<string | null>;
  sessionType(): Promise<SessionType>;
  device(): Promise<Device>;
  findScenario(id: string): Scenario | undefined;
  add(session: SessionRow): Promise<void>;
  move(from: readonly SessionPhase[], to: SessionPhase, change: (session: SessionRow) => void): Promise<string>;
};

export type SessionControl = {
  /** `spoken` when the participant asked for narration, this once. */
  start(scenarioId: string | null, spoken?: 'spoken'): Promise<string>;
  /** `storage-full` when it is not the participant who pauses, but want of room. */
  pause(reason?: Extract<PauseReason, 'participant' | 'storage-full'>): Promise<string>;
  resume(): Promise<string>;
  /** Ends the recording, with the reason in the participant's own words, masked; `finish` then closes the session once the last interactions and picture are in, for `review` first where she wants to look through it. */
  stop(gaveUpReason: string | null, afterEnd?: 'review'): Promise<string>;
  finish(): Promise<string>;
};

/** As in the session's schema; a placeholder can be longer than what it stands for. */
const MAX_REASON_LENGTH = 300;

/** The session's state machine; every transition is one transaction on its row. Errors are sentences for people. */
export function sessionControl(deps: SessionControlDeps): SessionControl {
  return {
    async start(scenarioId, spoken) {
      const consent = await deps.consent();
      if (!consent) throw new Error('Please read and agree to the consent text first.');
      if (spoken && !consent.purposes.includes('audio')) {
        throw new Error('Please agree to the recording of your voice first, or start without it.');
      }
      const scenario = scenarioId === null ? null : deps.findScenario(scenarioId);
      if (scenario === undefined) throw new Error('This task is no longer offered. Please choose another one.');
      const startedAt = deps.now();
      const session: SessionRow = {
        id: newId(startedAt),
        phase: 'recording',
        type: await deps.sessionType(),
        participantId: await deps.participantId(),
        consent,
        scenario,
        startedAt,
        endedAt: null,
        pauses: [],
        device: await deps.device(),
        gaveUpReason: null,
        narration: spoken ? { state: 'wanted', startedAt: null, pauses: [], failure: null } : null,
        judgement: null,
        sealFailure: null,
      };
      await deps.add(session);
      return session.id;
    },
    pause: (reason = 'participant') =>
      deps.move(['recording'], 'paused', (session) => {
        const at = deps.now();
        closePause(session, at);
        session.pauses.push({ from: at, to: null, reason });
      }),
    resume: () => deps.move(['paused'], 'recording', (session) => closePause(session, deps.now())),
    stop: (gaveUpReason, afterEnd) =>
      deps.move(['recording', 'paused'], 'finishing', (session) => {
        session.endedAt = deps.now();
        session.gaveUpReason = gaveUpReason === null ? null : maskText(gaveUpReason).slice(0, MAX_REASON_LENGTH);
        closePause(session, session.endedAt);
        if (afterEnd !== undefined) session.afterEnd = afterEnd;
      }),
    finish: () =>
      deps.move(['finishing'], 'finished', (session) => {
        if (session.afterEnd === 'review') session.phase = 'reviewing';
      }),
  };
}

function closePause({ pauses }: SessionRow, at: number): void {
  const open = pauses.at(-1);
  if (open?.to === null) open.to = at;
}
