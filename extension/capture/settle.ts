import type { Point } from '../../shared/geometry.ts';
import type { Cart } from '../../shared/interactions/context.ts';
import type { State } from '../../shared/interactions/state.ts';
import type { ChangeCounts, PageChanges } from './page-changes.ts';
import type { Reading } from './page/reading.ts';
import { plainDocument } from './dom/unclobbered.ts';

/** How things stood when an action happened. Text in it is masked. */
export type Standing = {
  /** Epoch milliseconds. */
  at: number;
  url: string;
  scroll: Point;
  focus: string | null;
  counts: ChangeCounts;
  /** How much the live regions had said. */
  said: number;
  reading: Reading;
};

/** What settling needs from the outside. */
export type SettleDeps = {
  changes: PageChanges;
  standing: () => Standing;
  domEpoch: () => number;
  /** Reads the page anew; never rejects. */
  refresh: () => Promise<void>;
  maskText: (text: string) => string;
  sendSettled: (interactionId: string, state: State) => void;
  /** The page is at rest, and looks different from when it last was. */
  onPageSettled: (reason: 'load' | 'dialog' | 'change') => void;
};

/** Tells when the page has come to rest after an action, and what is different then. */
export type Settle = {
  begin(interactionId: string, before: Standing, atMs: number): void;
  /** Something moved: the DOM, or the scroll position. */
  stir(): void;
  /** Ends what is still waited for: the page is left. */
  finish(): void;
  /** The same for what began before `olderThanMs`: something else is done, and, if given, this is how things stood before that. */
  finishBefore(olderThanMs: number, standing: Standing | undefined): void;
  stop(): void;
};

/** Without a change for so long, the page is at rest. */
const QUIET_MS = 300;
/** A page that is never quiet is taken as it is after so long. */
const WINDOW_MS = 2_500;
/** How often a page that is never quiet counts as settled without anybody having done anything. */
const RESTLESS_MS = 10_000;

type Awaited = { id: string; before: Standing; atMs: number };

export function createSettle(deps: SettleDeps): Settle {
  const { changes, standing, refresh, onPageSettled } = deps;
  let awaited: Awaited[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  let stirredAtMs = performance.now();
  let restlessSinceMs = stirredAtMs;
  let concluding = false;
  let stopped = false;
  let loaded = false;
  let seen = '';
  let heard = 0;
  let dialogs: readonly string[] = [];
  let seenAtMs = Number.NEGATIVE_INFINITY;

  const conclude = async (quiet: boolean): Promise<void> => {
    concluding = true;
    const concerned = awaited;
    const byAction = concerned.length > 0;
    await refresh();
    if (stopped) return;
    concluding = false;
    const after = standing();
    for (const each of concerned)
      if (awaited.includes(each)) deps.sendSettled(each.id, stateOf(each, after, deps, quiet));
    awaited = awaited.filter((each) => !concerned.includes(each));
    announce(after, quiet || byAction);
    restlessSinceMs = performance.now();
    if (awaited.length > 0 || changes.lastAtMs() > stirredAtMs) schedule();
  };

  const announce = ({ said, reading }: Standing, welcome: boolean): void => {
    const looks = `${deps.domEpoch()} ${location.href}`;
    if (looks === seen || plainDocument().readyState === 'loading') return;
    // It may be gone in a moment, so that it is shown even while the rest of the page moves on.
    const appeared = loaded && (said > heard || reading.dialogs.some((name) => !dialogs.includes(name)));
    if (!welcome && !appeared && performance.now() - seenAtMs < RESTLESS_MS) return;
    seen = looks;
    seenAtMs = performance.now();
    heard = said;
    ({ dialogs } = reading);
    onPageSettled(loaded ? (appeared ? 'dialog' : 'change') : 'load');
    loaded = true;
  };

  /** What came of these is how things stood when the next thing began, where that was not before them. */
  const end = (over: readonly Awaited[], next: Standing | undefined): void => {
    if (over.length === 0) return;
    awaited = awaited.filter((each) => !over.includes(each));
    const quiet = performance.now() - changes.lastAtMs() >= QUIET_MS;
    let asNow: Standing | undefined;
    for (const each of over) {
      const after = next !== undefined && next.at >= each.atMs ? next : (asNow ??= standing());
      deps.sendSettled(each.id, stateOf(each, after, deps, quiet));
    }
  };

  const check = (): void => {
    timer = undefined;
    if (stopped || concluding) return;
    const nowMs = performance.now();
    const quietForMs = nowMs - Math.max(stirredAtMs, changes.lastAtMs());
    if (quietForMs >= QUIET_MS) void conclude(true);
    else if (nowMs - restlessSinceMs >= WINDOW_MS) void conclude(false);
    else timer = setTimeout(check, Math.max(10, QUIET_MS - quietForMs));
  };

  const schedule = (): void => {
    if (timer !== undefined || concluding || stopped) return;
    restlessSinceMs = performance.now();
    timer = setTimeout(check, QUIET_MS);
  };

  return {
    begin(id, before, atMs) {
      awaited.push({ id, before, atMs });
      stirredAtMs = performance.now();
      schedule();
    },
    stir() {
      stirredAtMs = performance.now();
      schedule();
    },
    finish: () => end(awaited, undefined),
    finishBefore: (olderThanMs, next) =>
      end(
        awaited.filter(({ atMs }) => atMs < olderThanMs),
        next,
      ),
    stop() {
      stopped = true;
      clearTimeout(timer);
    },
  };
}

function stateOf(
  { before, atMs }: Awaited,
  after: Standing,
  { changes, maskText }: SettleDeps,
  settled: boolean,
): State {
  const lastChangeMs = performance.timeOrigin + changes.lastAtMs();
  const dialogsBefore = before.reading.dialogs;
  const dialogsAfter = after.reading.dialogs;
  return {
    url: { before: before.url, after: after.url },
    dom: {
      added: after.counts.added - before.counts.added,
      removed: after.counts.removed - before.counts.removed,
      attributes: after.counts.attributes - before.counts.attributes,
      texts: after.counts.texts - before.counts.texts,
    },
    scroll: { before: before.scroll, after: after.scroll },
    focus: { before: before.focus, after: after.focus },
    dialogs: {
      opened: dialogsAfter.filter((name) => !dialogsBefore.includes(name)).slice(0, 10),
      closed: dialogsBefore.filter((name) => !dialogsAfter.includes(name)).slice(0, 10),
    },
    cart: cartOf(before.reading.cart, after.reading.cart),
    announcements: changes
      .said()
      .slice(before.said, Math.min(after.said, before.said + 10))
      .map(maskText),
    validation: after.reading.validation.filter((message) => !before.reading.validation.includes(message)).slice(0, 20),
    settleMs: Math.max(0, Math.round(lastChangeMs - atMs)),
    settled,
  };
}

function cartOf(before: Cart | null, after: Cart | null): State['cart'] {
  if (before === null && after === null) return null;
  const short = (cart: Cart | null) => ({ count: cart?.count ?? null, total: cart?.total ?? null });
  return { before: short(before), after: short(after) };
}
