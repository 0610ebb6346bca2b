import { newId } from '../../shared/new-id.ts';
import type { Absent } from '../../shared/interactions/absent.ts';
import type { Action } from '../../shared/interactions/action.ts';
import type { Context } from '../../shared/interactions/context.ts';
import type { CapturedInteraction } from '../../shared/interactions/interaction.ts';
import type { Locators } from '../../shared/interactions/locators.ts';
import type { MaskMode } from '../../shared/privacy/mask-text.ts';
import type { Arrival } from './arrival.ts';
import type { EverPassword } from './fields/ever-password.ts';
import type { Gestures, Looks } from './gestures.ts';
import type { Masker } from './masker.ts';
import type { Reading } from './page/reading.ts';
import type { Settle, Standing } from './settle.ts';

/** An element as it was at one moment, before the page reacted to what was done to it. */
export type Look = {
  target: Element | null;
  locators: Locators | Absent;
  context: Context | Absent;
  before: Standing;
  looks: Looks;
};

/** A merge in progress (typing, a scroll burst): told to end before anything else is recorded. */
export type Held = { release(): void };

/** Events that pass the window on their way, those of the document among them. */
type PageEvents = WindowEventMap & Pick<DocumentEventMap, 'visibilitychange'>;

/** What observers of one kind of event work with. */
export type Recorder = {
  /** Ends with the recording. */
  signal: AbortSignal;
  everPassword: EverPassword;
  maskMode(): MaskMode;
  maskUrl: Masker['url'];
  /** Listens on the window in the capture phase, passively: before the page and without a say in what happens. */
  listen<Type extends keyof PageEvents>(type: Type, handler: (event: PageEvents[Type]) => void): void;
  /** Reads an element now; null stands for the whole page. */
  look(target: Element | null): Look;
  /** Reads only how things stand, for an action that is described later. */
  standing(): Standing;
  /** Calls back after every reading of the page. */
  onReading(listener: (reading: Reading) => void): void;
  /** Records an action, after everything that is held. */
  emit(action: Action, look: Look): void;
  /** Holds back an action that began at `at`; `flush` emits it. `settled` also ends it when the page comes to rest. */
  hold(at: number, until: 'something-else' | 'settled', flush: () => void): Held;
  arrival: Arrival;
  /** Epoch milliseconds of the last action recorded; 0 before the first. */
  lastAt(): number;
};

/** Which document in which frame it is, and how many interactions it has had: outlives pauses of the recording. */
export type PageIdentity = { pageId: string; nextSequence(): number };

/** What the recorder needs from the outside. */
export type RecorderDeps = {
  sessionId: string;
  identity: PageIdentity;
  signal: AbortSignal;
  everPassword: EverPassword;
  masker: Masker;
  listen: Recorder['listen'];
  readLocators(target: Element): Locators;
  readContext(target: Element | null): Context;
  standing(): Standing;
  looksBefore: Gestures['looksBefore'];
  arrival: Arrival;
  onReading: Recorder['onReading'];
  settle: Pick<Settle, 'begin' | 'finish'>;
  deliver(interaction: CapturedInteraction): void;
};

/** Actions so close to one another are one gesture (a key, and the submit it causes): they settle together. */
const SAME_GESTURE_MS = 50;

type Entry = { at: number; until: 'something-else' | 'settled'; flush: () => void };

/** Puts actions into order, gives them their numbers and hands them on. `flush` ends what is held. */
export function createRecorder(deps: RecorderDeps): Recorder & { flush(which: 'all' | 'settled'): void } {
  let held: Entry[] = [];
  let lastAt = 0;

  const flush = (which: 'all' | 'settled'): void => {
    const due = held.filter(({ until }) => which === 'all' || until === 'settled');
    held = held.filter((entry) => !due.includes(entry));
    for (const entry of due.sort((a, b) => a.at - b.at)) entry.flush();
  };

  return {
    signal: deps.signal,
    everPassword: deps.everPassword,
    maskMode: () => deps.masker.mode(),
    maskUrl: (url) => deps.masker.url(url),
    listen: deps.listen,
    standing: deps.standing,
    flush,
    arrival: deps.arrival,
    onReading: deps.onReading,
    lastAt: () => lastAt,
    look: (target) => ({
      target,
      locators:
        target === null ? { absent: 'the action is one on the whole page' } : attempt(() => deps.readLocators(target)),
      context: attempt(() => deps.readContext(target)),
      before: deps.standing(),
      looks: deps.looksBefore(),
    }),
    emit(action, { locators, context, before, looks }) {
      flush('all');
      // Events of different sources reach us late by different amounts; the order in which they came is kept. Ids
      // sort by whole milliseconds, so that two of one millisecond would have none.
      const at = Math.floor(action.at) > Math.floor(lastAt) ? action.at : Math.floor(lastAt) + 1;
      lastAt = at;
      const id = newId(at);
      deps.settle.finish(at - SAME_GESTURE_MS);
      const { identity, sessionId } = deps;
      deps.deliver({
        id,
        sessionId,
        pageId: identity.pageId,
        sequence: identity.nextSequence(),
        domEpoch: looks.epoch,
        changedAt: looks.changedAt,
        action: 'endedAt' in action ? { ...action, at, endedAt: Math.max(at, action.endedAt) } : { ...action, at },
        locators,
        context,
      });
      deps.settle.begin(id, before, at);
    },
    hold(at, until, work) {
      const entry = { at, until, flush: work };
      held.push(entry);
      return {
        release() {
          held = held.filter((each) => each !== entry);
        },
      };
    },
  };
}

/** A page can break any reading of it; the interaction is recorded all the same, and says so. */
function attempt<Group extends object>(read: () => Group): Group | Absent {
  try {
    return read();
  } catch (error) {
    return { absent: `could not be read (${error instanceof Error ? error.name : 'unknown error'})` };
  }
}
