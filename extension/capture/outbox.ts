import type { CapturedInteraction } from '../../shared/interactions/interaction.ts';
import type { State } from '../../shared/interactions/state.ts';
import type { CloseGuard } from './close-guard.ts';

/** What a page leaves when it goes away: what nobody has acknowledged. */
export type LeftBehind = {
  interactions: readonly CapturedInteraction[];
  states: readonly { interactionId: string; state: State }[];
};

/** What the outbox needs from the outside. */
export type OutboxDeps = {
  /** Resolves with the ids that are committed. */
  sendInteractions(batch: readonly CapturedInteraction[]): Promise<readonly string[]>;
  sendSettled(interactionId: string, state: State): Promise<unknown>;
  /** Keeps it beyond the end of the page. */
  leaveBehind(left: LeftBehind): void;
  /** Calls back after that many milliseconds. */
  later(work: () => void, delayMs: number): void;
  /** Calls back when the page has nothing better to do, but soon. */
  soon(work: () => void): void;
  guard: CloseGuard;
};

/** Holds what was captured until it is acknowledged, and sends it in order, however often the service worker dies. */
export type Outbox = {
  add(interaction: CapturedInteraction): void;
  /** What came of an interaction; sent once the interaction itself is acknowledged. */
  settled(interactionId: string, state: State): void;
  /** The page may end at any moment: leaves behind what is unacknowledged. It is still sent if the page lives on. */
  pageHiding(): void;
  /** Drops what is unsent of interactions from this moment on. */
  forgetSince(atMs: number): void;
  waiting(): number;
};

const FIRST_RETRY_MS = 250;
const LAST_RETRY_MS = 15_000;
/** Of one message: contexts are up to about 80 kB, and messages may not exceed 64 MB. */
const MAX_BATCH = 50;
/** A state is an addition to its interaction: after so many refusals it is given up. */
const MAX_STATE_TRIES = 4;

export function createOutbox({ sendInteractions, sendSettled, leaveBehind, later, soon, guard }: OutboxDeps): Outbox {
  let unacknowledged: CapturedInteraction[] = [];
  /** In order: some wait for their interaction, the others are on their way. */
  const states = new Map<string, State>();
  const acknowledged = new Set<string>();
  /** Of the unacknowledged, those that were left behind already. */
  const left = new Set<string>();
  let sending = false;
  let failures = 0;
  /** Putting a context into a message takes longer than all else at an event: that is not for while the page reacts. */
  let dueSoon = false;

  const sendState = (id: string, state: State, tries = 1): void => {
    const over = (): void => {
      if (states.get(id) === state) states.delete(id);
    };
    sendSettled(id, state).then(over, () => {
      if (tries < MAX_STATE_TRIES) later(() => sendState(id, state, tries + 1), backoff(tries));
      else over();
    });
  };

  const acknowledge = (ids: readonly string[]): void => {
    const stored = new Set(ids);
    for (const id of ids) left.delete(id);
    unacknowledged = unacknowledged.filter(({ id }) => !stored.has(id));
    for (const id of ids) {
      const state = states.get(id);
      if (state === undefined) acknowledged.add(id);
      else sendState(id, state);
    }
  };

  const send = async (batch: readonly CapturedInteraction[]): Promise<boolean> => {
    try {
      const stored = await sendInteractions(batch);
      guard.answered();
      acknowledge(stored);
      // An answer that acknowledges nothing is a failure: to ask again at once would be to ask for ever.
      return batch.some(({ id }) => stored.includes(id));
    } catch {
      guard.failed();
      return false; // the service worker is dead or starting: the batch is still here and is sent again
    }
  };

  const pump = async (): Promise<void> => {
    if (sending) return;
    sending = true;
    while (unacknowledged.length > 0 && (await send(unacknowledged.slice(0, MAX_BATCH)))) failures = 0;
    sending = false;
    if (unacknowledged.length > 0) later(() => void pump(), backoff(++failures));
  };

  const sendDue = (): void => {
    if (!dueSoon) return;
    dueSoon = false;
    void pump();
  };

  const leaveNew = (): void => {
    const interactions = unacknowledged.filter(({ id }) => !left.has(id));
    if (interactions.length === 0) return;
    for (const { id } of interactions) left.add(id);
    leaveBehind({ interactions, states: [] });
  };

  return {
    add(interaction) {
      unacknowledged.push(interaction);
      guard.captured(leaveNew);
      if (failures > 0 || dueSoon) return;
      dueSoon = true;
      soon(sendDue);
    },
    settled(interactionId, state) {
      states.set(interactionId, state);
      if (acknowledged.delete(interactionId)) sendState(interactionId, state);
    },
    pageHiding() {
      if (unacknowledged.length + states.size === 0) return;
      sendDue();
      leaveBehind({
        interactions: unacknowledged,
        states: Array.from(states, ([interactionId, state]) => ({ interactionId, state })),
      });
    },
    forgetSince(atMs) {
      for (const { id } of unacknowledged.filter(({ action }) => action.at >= atMs)) states.delete(id);
      unacknowledged = unacknowledged.filter(({ action }) => action.at < atMs);
    },
    waiting: () => unacknowledged.length,
  };
}

function backoff(failures: number): number {
  return Math.min(LAST_RETRY_MS, FIRST_RETRY_MS * 2 ** (failures - 1));
}
