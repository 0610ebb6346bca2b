import type { Action } from '../../shared/interactions/action.ts';
import type { CapturedInteraction } from '../../shared/interactions/interaction.ts';
import type { State } from '../../shared/interactions/state.ts';
import type { DataOf, RedactionPlan } from '../messages.ts';
import type { Arrival } from './arrival.ts';
import { everPassword } from './fields/ever-password.ts';
import { watchGestures, type Looks } from './gestures.ts';
import type { Indicator } from './indicator.ts';
import { readLocators } from './locators/read-locators.ts';
import type { Scope } from './locators/scope.ts';
import { createMasker } from './masker.ts';
import { focusName } from './names/focus-name.ts';
import { change } from './observers/change.ts';
import { click } from './observers/click.ts';
import { copy, paste } from './observers/clipboard.ts';
import { dialog } from './observers/dialog.ts';
import { drag } from './observers/drag.ts';
import { hover } from './observers/hover.ts';
import { input } from './observers/input.ts';
import { key } from './observers/key.ts';
import { navigation } from './observers/navigation.ts';
import type { Observer } from './observers/observer.ts';
import { scroll } from './observers/scroll.ts';
import { select } from './observers/select.ts';
import { submit } from './observers/submit.ts';
import type { Outbox } from './outbox.ts';
import { watchChanges } from './page-changes.ts';
import { now } from './page-clock.ts';
import { contextOf } from './page/context-of.ts';
import { createElementRefs } from './page/element-refs.ts';
import { scrollNow } from './page/page-frame.ts';
import { createPageReader } from './page/page-reader.ts';
import type { Reading } from './page/reading.ts';
import { createEars } from './page-ears.ts';
import { createRecorder, type PageIdentity } from './recorder.ts';
import { createPlanner } from './redaction/create-planner.ts';
import { createRetester, whenIdle, type RecordedTarget, type RetesterDeps } from './retest/create-retester.ts';
import { createSettle, type Standing } from './settle.ts';

/** Every kind of action has its observer; a new kind does not compile until it is watched for. Tabs the background sees. */
const observers = {
  navigation,
  click,
  input,
  change,
  select,
  submit,
  key,
  scroll,
  hover,
  copy,
  paste,
  drag,
  dialog,
} satisfies Record<Exclude<Action['type'], 'tab'>, Observer>;

/** What recording a page needs from the outside. */
export type RecordPageDeps = {
  sessionId: string;
  identity: PageIdentity;
  arrival: Arrival;
  outbox: Outbox;
  indicator: Indicator;
  sendPageSettled(data: DataOf<'pageSettled'>): void;
  /** Where the locators of this session are asked for, to be run again, and what comes of them is told. */
  retests: Pick<RetesterDeps, 'locatorsTested'> & {
    findRetestable(occasion: DataOf<'findRetestable'>): Promise<readonly RecordedTarget[]>;
  };
  /** Opens closed shadow roots too where the browser lets an extension do that. */
  shadowRootOf: (element: Element) => ShadowRoot | null;
};

/** A recording of one frame's document. */
export type PageRecording = {
  /** Records what is still held back, and lets go of the page. */
  stop(): void;
  /** What to paint over in a picture taken right after this resolves. */
  planRedaction(): Promise<RedactionPlan>;
};

/** Starts to record this frame: every action in it goes to the outbox, in order. The page notices nothing of it. */
export function recordPage(deps: RecordPageDeps): PageRecording {
  const { sessionId, identity, outbox, indicator } = deps;
  const isTop = window === window.top;
  const ending = new AbortController();
  const ears = createEars(ending.signal);
  const masker = createMasker();
  const refs = createElementRefs();
  const passwords = everPassword();
  const onReading: ((reading: Reading) => void)[] = [];
  let moves = 0;
  let movedAt = 0;

  const looks = (): Looks => {
    const { epoch, changedAt } = changes.looks();
    return { epoch: epoch + moves, changedAt: Math.max(changedAt, movedAt) };
  };
  const changes = watchChanges({
    isOurs: (node) => indicator.isOurs(node),
    isEcho: (record) => gestures.isEcho(record),
    everPassword: passwords,
    onChange: () => settle.stir(),
    onDocumentReplaced: () => ears.listenAgain(),
  });
  const gestures = watchGestures(ears.listen, looks);
  const scope: Scope = { masker, shadowRoots: changes.roots };
  // What was scrolled, resized or typed looks different without a change of the DOM.
  const domEpoch = (): number => changes.epoch() + moves;
  const reader = createPageReader({
    domEpoch,
    refs,
    masker,
    everPassword: passwords,
    isOurs: (element) => indicator.isOurs(element),
    foundRoot: (root) => {
      changes.watchRoot(root);
      ears.listenIn(root);
    },
  });
  const standing = (): Standing => ({
    url: masker.url(location.href),
    scroll: scrollNow(),
    focus: focusName(masker.text),
    counts: changes.counts(),
    said: changes.said().length,
    reading: reader.current(),
  });
  const settle = createSettle({
    changes,
    standing,
    domEpoch,
    refresh: async () => {
      const reading = await reader.refresh();
      recorder.flush('settled');
      if (!ending.signal.aborted) for (const listener of onReading) listener(reading);
      // Pages that build themselves anew throw it out.
      if (isTop) indicator.show();
      return reading;
    },
    maskText: (text) => masker.text(text),
    sendSettled: (id: string, state: State) => outbox.settled(id, state),
    onPageSettled: (reason) => {
      retester.settled();
      // What is typed in a frame shows in the page around it, which has not changed; frames that nobody is in do not count.
      if (isTop || document.hasFocus())
        deps.sendPageSettled({ sessionId, pageId: identity.pageId, domEpoch: looks().epoch, reason });
    },
  });
  const retester = createRetester({
    pageId: identity.pageId,
    scope,
    domEpoch: changes.epoch,
    recordedTargets: (page) =>
      deps.retests.findRetestable({ ...page, sessionId, pageId: identity.pageId, domEpoch: looks().epoch }),
    locatorsTested: deps.retests.locatorsTested,
    idle: whenIdle,
  });
  const recorder = createRecorder({
    sessionId,
    identity,
    masker,
    standing,
    settle,
    signal: ending.signal,
    everPassword: passwords,
    listen: ears.listen,
    looksBefore: gestures.looksBefore,
    arrival: deps.arrival,
    onReading: (listener) => void onReading.push(listener),
    readLocators: (target) => readLocators(target, refs.of(target), scope),
    readContext: (target) => contextOf(target, reader.current(), { refs, masker, domEpoch }),
    deliver: (interaction: CapturedInteraction) => outbox.add(interaction),
  });
  const end = (): void => {
    recorder.flush('all');
    settle.finish();
  };

  for (const observe of Object.values(observers)) observe(recorder);
  for (const type of ['scroll', 'resize', 'input'] as const) {
    ears.listen(type, () => {
      moves++;
      movedAt = now();
      settle.stir();
    });
  }
  // Before the page is read again, a new shadow root is found by what is done in it.
  for (const type of ['pointerdown', 'wheel', 'focusin'] as const) {
    ears.listen(type, (event) => {
      for (const node of event.composedPath()) if (node instanceof ShadowRoot) ears.listenIn(node);
    });
  }
  ears.listen('load', () => settle.stir());
  ears.listen('pagehide', () => {
    end();
    outbox.pageHiding();
  });
  ears.listen('visibilitychange', () => {
    if (document.visibilityState === 'hidden') recorder.flush('all');
  });
  settle.stir();

  const plan = createPlanner({
    pageId: identity.pageId,
    masker,
    everPassword: passwords,
    indicator,
    domEpoch,
    looks,
    shadowRootOf: deps.shadowRootOf,
  });
  return {
    stop() {
      end();
      ending.abort();
      reader.stop();
      retester.stop();
      settle.stop();
      changes.stop();
    },
    planRedaction: plan,
  };
}
