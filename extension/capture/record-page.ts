import type { Action } from '../../shared/interactions/action.ts';
import type { CapturedInteraction } from '../../shared/interactions/interaction.ts';
import type { State } from '../../shared/interactions/state.ts';
import type { DataOf, ReplyOf } from '../messages.ts';
import { everPassword } from './fields/ever-password.ts';
import { createForesight } from './foresight.ts';
import { watchGestures, type Looks } from './gestures.ts';
import type { Indicator } from './indicator.ts';
import { boxOf, readLocators } from './locators/read-locators.ts';
import type { Scope } from './locators/scope.ts';
import { createKnownValues } from './known-values.ts';
import { createMasker } from './masker.ts';
import type { Membership, Recordable } from './membership.ts';
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
import type { Ears } from './page-ears.ts';
import { createRecorder, type PageIdentity } from './recorder.ts';
import { createPlanner, type Planner } from './redaction/create-planner.ts';
import { createRetester, whenIdle, type RecordedTarget, type RetesterDeps } from './retest/create-retester.ts';
import { createSettle, type Standing } from './settle.ts';
import { warmUpOnce } from './warm-up.ts';
import { plainDocument } from './dom/unclobbered.ts';

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
  identity: PageIdentity;
  ears: Ears;
  outbox: Outbox;
  indicator: Indicator;
  sendPageSettled(data: DataOf<'pageSettled'>): void;
  /** Where the locators of this session are asked for, to be run again, and what comes of them is told. */
  retests: Pick<RetesterDeps, 'locatorsTested'> & {
    findRetestable(occasion: DataOf<'findRetestable'>): Promise<readonly RecordedTarget[]>;
  };
  /** What is known to be private in the session, and what is learned of it here. */
  secrets: {
    learn(learned: DataOf<'valuesLearned'>): Promise<ReplyOf<'valuesLearned'>>;
    ask(session: DataOf<'listPrivateValues'>): Promise<ReplyOf<'listPrivateValues'>>;
  };
  /** Opens closed shadow roots too where the browser lets an extension do that. */
  shadowRootOf: (element: Element) => ShadowRoot | null;
};

/** A recording of one frame's document. Stopping it records what is still held back, and lets go of the page. */
export type PageRecording = Recordable & {
  /** What to paint over in a picture taken right after this resolves, and the texts that it shows beside that. */
  planRedaction: Planner['plan'];
  /** More has become known to be private. */
  heardOfSecrets(): void;
};

/**
 * Starts to record this frame: every action in it goes to the outbox, in order, as soon as the recording is confirmed.
 * The page notices nothing of it.
 */
export function recordPage(deps: RecordPageDeps): PageRecording {
  const { identity, outbox, indicator, ears } = deps;
  const isTop = window === window.top;
  const ending = new AbortController();
  const secrets = createKnownValues({
    learn: async (learned) =>
      membership === undefined ? [] : deps.secrets.learn({ ...learned, sessionId: membership.sessionId }),
    ask: async () => (membership === undefined ? [] : deps.secrets.ask({ sessionId: membership.sessionId })),
    isOpen: () => membership !== undefined,
  });
  const masker = createMasker(secrets);
  const refs = createElementRefs();
  const passwords = everPassword();
  const onReading: ((reading: Reading) => void)[] = [];
  let moves = 0;
  let membership: Membership | undefined;
  let toldSettled: (() => void) | undefined;
  let movedAt = 0;

  const looks = (): Looks => {
    const { epoch, changedAt } = changes.looks();
    return { epoch: epoch + moves, changedAt: Math.max(changedAt, movedAt) };
  };
  const changes = watchChanges({
    isOurs: (node) => indicator.isOurs(node),
    isEcho: (record) => gestures.isEcho(record),
    everPassword: passwords,
    onChange: (touched) => {
      planner.touched(touched);
      settle.stir();
    },
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
    learn: secrets.learn,
    foundRoot: (root) => {
      changes.watchRoot(root);
      ears.listenIn(root);
    },
  });
  const standing = (): Standing => ({
    at: now(),
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
      // Every interaction on a page that cannot be read says so; what waits for a reading waits no longer.
      const reading = await reader.refresh().catch(() => undefined);
      recorder.flush('settled');
      if (!ending.signal.aborted && reading !== undefined) for (const listener of onReading) listener(reading);
      // Pages that build themselves anew throw it out.
      if (isTop && membership !== undefined) indicator.show();
    },
    maskText: (text) => masker.text(text),
    sendSettled: (id: string, state: State) => outbox.settled(id, state),
    onPageSettled: (reason) => {
      const tell = (): void => {
        if (membership === undefined) return;
        retester.settled();
        // What is typed in a frame shows in the page around it, which has not changed; frames that nobody is in do not count.
        const { sessionId } = membership;
        if (isTop || plainDocument().hasFocus())
          deps.sendPageSettled({ sessionId, pageId: identity.pageId, domEpoch: looks().epoch, reason });
      };
      if (membership === undefined) toldSettled = tell;
      else tell();
    },
  });
  const retester = createRetester({
    pageId: identity.pageId,
    scope,
    domEpoch: changes.epoch,
    recordedTargets: async (page) => {
      if (membership === undefined) return [];
      const { sessionId } = membership;
      return deps.retests.findRetestable({ ...page, sessionId, pageId: identity.pageId, domEpoch: looks().epoch });
    },
    locatorsTested: deps.retests.locatorsTested,
    idle: whenIdle,
  });
  let learned = 0;
  secrets.onChange(() => {
    learned++;
  });
  const foresight = createForesight({
    listen: ears.listen,
    // A scroll changes nothing but where things lie, and that is looked at by itself.
    moment: () => `${changes.epoch()} ${masker.mode()} ${learned}`,
    read: (target) => readLocators(target, refs.of(target), scope),
    boxOf,
    isOver: () => ending.signal.aborted,
  });
  const recorder = createRecorder({
    identity,
    masker,
    standing,
    settle,
    signal: ending.signal,
    everPassword: passwords,
    listen: ears.listen,
    looksBefore: gestures.looksBefore,
    onReading: (listener) => void onReading.push(listener),
    readLocators: foresight,
    readContext: (target) => {
      const failure = reader.failure();
      if (failure !== undefined) throw failure;
      return contextOf(target, reader.current(), { refs, masker, domEpoch });
    },
    deliver: (interaction: CapturedInteraction) => outbox.add(interaction),
    learn: secrets.learn,
  });
  const end = (): void => {
    recorder.flush('all');
    settle.finish();
  };

  onReading.push(
    warmUpOnce({
      look: (target) => recorder.look(target),
      isOver: () => ending.signal.aborted,
    }),
  );
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
    if (plainDocument().visibilityState === 'hidden') recorder.flush('all');
  });
  settle.stir();

  const planner = createPlanner({
    pageId: identity.pageId,
    masker,
    everPassword: passwords,
    indicator,
    looks,
    domEpoch,
    shadowRootOf: deps.shadowRootOf,
    isWatched: changes.watches,
    known: secrets,
  });
  // What `document.open` dropped before anybody watched for that.
  ears.listenAgain();
  return {
    confirm(known) {
      membership = known;
      recorder.confirm(known);
      toldSettled?.();
      secrets.heard();
    },
    stop() {
      end();
      ending.abort();
      ears.close();
      reader.stop();
      retester.stop();
      settle.stop();
      changes.stop();
    },
    planRedaction: planner.plan,
    heardOfSecrets: secrets.heard,
  };
}
