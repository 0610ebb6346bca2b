import { newId } from '../../shared/new-id.ts';
import type { Absent } from '../../shared/interactions/absent.ts';
import type { Action, FieldKind } from '../../shared/interactions/action.ts';
import type { Context } from '../../shared/interactions/context.ts';
import type { CapturedInteraction } from '../../shared/interactions/interaction.ts';
import type { Locators } from '../../shared/interactions/locators.ts';
import type { MaskMode } from '../../shared/privacy/mask-text.ts';
import type { Arrival } from './arrival.ts';
import type { EverPassword } from './fields/ever-password.ts';
import type { Gestures, Looks } from './gestures.ts';
import type { Masker } from './masker.ts';
import type { Membership } from './membership.ts';
import type { Reading } from './page/reading.ts';
import type { Settle, Standing } from './settle.ts';
import { plainDocument } from './dom/unclobbered.ts';

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

/** A private value, whose kind is one of those that are read at all. */
export type Typed = { kind: FieldKind; value: string };

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
  /** Records an action, after everything that is held. `typed` is what it put into a masked field: it is remembered to be private. */
  emit(action: Action, look: Look, typed?: Typed): void;
  /** Holds back an action that began at `at`; `flush` emits it. `settled` also ends it when the page comes to rest. */
  hold(at: number, until: 'something-else' | 'settled', flush: () => void): Held;
  /** Undefined until it is known. */
  arrival(): Arrival | undefined;
  /** Calls back once it is known, before anything that was done until then is recorded. */
  onArrival(listener: (arrival: Arrival) => void): void;
  /** Epoch milliseconds of the last action recorded; 0 before the first. */
  lastAt(): number;
};

/** Which document in which frame it is, and how many interactions it has had: outlives pauses of the recording. */
export type PageIdentity = { pageId: string; nextSequence(): number };

/** What the recorder needs from the outside. */
export type RecorderDeps = {
  identity: PageIdentity;
  signal: AbortSignal;
  everPassword: EverPassword;
  masker: Masker;
  listen: Recorder['listen'];
  readLocators(target: Element): Locators;
  readContext(target: Element | null): Context;
  standing(): Standing;
  looksBefore: Gestures['looksBefore'];
  onReading: Recorder['onReading'];
  settle: Pick<Settle, 'begin' | 'finishBefore'>;
  deliver(interaction: CapturedInteraction): void;
  learn(kind: FieldKind, value: string, interactionId: string): void;
};

/** Actions so close to one another are one gesture (a key, and the submit it causes): they settle together. */
const SAME_GESTURE_MS = 50;

/** What comes of actions, by and large: what was done before it is not over when it begins. */
const RESULTS: ReadonlySet<Action['type']> = new Set(['navigation', 'dialog']);

/** The event that is being handled. */
type Underway = { event: Event | undefined };

type Done = { action: Action; look: Look; typed: Typed | undefined };
type Entry = { at: number; until: 'something-else' | 'settled'; flush: () => void };

/** What only the page's recording itself asks of its recorder. */
export type RecorderControl = {
  /** Ends what is held. */
  flush(which: 'all' | 'settled'): void;
  /** The page belongs to this session: what was done so far is recorded, and everything from now on. */
  confirm(membership: Membership): void;
};

/** Puts actions into order, gives them their numbers and hands them on, once it is known that they may be. */
export function createRecorder(deps: RecorderDeps): Recorder & RecorderControl {
  let held: Entry[] = [];
  let lastAt = 0;
  let membership: Membership | undefined;
  let unconfirmed: Done[] = [];
  const onArrival: ((arrival: Arrival) => void)[] = [];
  const underway: Underway = { event: undefined };

  const flush = (which: 'all' | 'settled'): void => {
    const due = held.filter(({ until }) => which === 'all' || until === 'settled');
    held = held.filter((entry) => !due.includes(entry));
    for (const entry of due.sort((a, b) => a.at - b.at)) entry.flush();
  };

  const record = ({ action, look, typed }: Done, sessionId: string): void => {
    const { locators, context, before, looks } = look;
    // Events of different sources reach us late by different amounts; the order in which they came is kept. Ids
    // sort by whole milliseconds, so that two of one millisecond would have none.
    const at = Math.floor(action.at) > Math.floor(lastAt) ? action.at : Math.floor(lastAt) + 1;
    lastAt = at;
    const id = newId(at);
    deps.settle.finishBefore(at - SAME_GESTURE_MS, RESULTS.has(action.type) ? undefined : before);
    deps.deliver({
      id,
      sessionId,
      pageId: deps.identity.pageId,
      sequence: deps.identity.nextSequence(),
      domEpoch: looks.epoch,
      changedAt: looks.changedAt,
      action: 'endedAt' in action ? { ...action, at, endedAt: Math.max(at, action.endedAt) } : { ...action, at },
      locators,
      context,
    });
    if (typed !== undefined) deps.learn(typed.kind, typed.value, id);
    deps.settle.begin(id, before, at);
  };

  return {
    signal: deps.signal,
    everPassword: deps.everPassword,
    maskMode: () => deps.masker.mode(),
    maskUrl: (url) => deps.masker.url(url),
    listen: (type, handler) =>
      deps.listen(type, (event) => {
        underway.event = event;
        try {
          handler(event);
        } finally {
          underway.event = undefined;
        }
      }),
    standing: deps.standing,
    flush,
    arrival: () => membership?.arrival,
    onArrival: (listener) => void onArrival.push(listener),
    onReading: deps.onReading,
    lastAt: () => Math.max(lastAt, unconfirmed.at(-1)?.action.at ?? 0),
    look: lookOnce(deps, underway),
    emit(action, look, typed) {
      flush('all');
      const done = { action, look, typed };
      if (membership === undefined) unconfirmed.push(done);
      else record(done, membership.sessionId);
    },
    confirm(known) {
      membership = known;
      const due = unconfirmed;
      unconfirmed = [];
      // What is held by now began after everything that is due, and what is known of the arrival comes before it.
      const later = held;
      held = [];
      for (const tell of onArrival) tell(known.arrival);
      if (due.length > 0) flush('all');
      for (const done of due) record(done, known.sessionId);
      held = [...held, ...later];
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

/** Several observers ask for the same element at one event: as long as nothing has changed it is read once. */
function lookOnce(deps: RecorderDeps, underway: Underway): Recorder['look'] {
  let last: { look: Look; event: Event; focused: Element | null } | undefined;
  return (target) => {
    const isSame =
      last !== undefined &&
      last.event === underway.event &&
      last.look.target === target &&
      last.look.looks.epoch === deps.looksBefore().epoch &&
      last.focused === plainDocument().activeElement;
    if (isSame && last !== undefined) return last.look;
    const look: Look = {
      target,
      locators:
        target === null ? { absent: 'the action is one on the whole page' } : attempt(() => deps.readLocators(target)),
      context: attempt(() => deps.readContext(target)),
      before: deps.standing(),
      looks: deps.looksBefore(),
    };
    const { event } = underway;
    last = event === undefined ? undefined : { look, event, focused: plainDocument().activeElement };
    return look;
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
