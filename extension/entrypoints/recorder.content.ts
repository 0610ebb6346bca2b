import { browser } from 'wxt/browser';
import { defineContentScript } from 'wxt/utils/define-content-script';
import { newId } from '../../shared/new-id.ts';
import { answer } from '../browser/answer.ts';
import { readBounds, watchBounds } from '../browser/bounds-flag.ts';
import { readIndicatorWish, watchIndicatorWish } from '../browser/indicator-wish.ts';
import { leaveBehind } from '../browser/leave-behind.ts';
import { watchPrivateRevision } from '../browser/private-revision.ts';
import { readRecording, watchRecording } from '../browser/recording-flag.ts';
import { send } from '../browser/send.ts';
import { untilRead } from '../browser/until-read.ts';
import { createCloseGuard } from '../capture/close-guard.ts';
import { idle } from '../capture/idle-slices.ts';
import { createIndicator } from '../capture/indicator.ts';
import { createFollower, type Flag } from '../capture/membership.ts';
import { createOutbox } from '../capture/outbox.ts';
import { createEars } from '../capture/page-ears.ts';
import { isPrerendering, reachedAt, whenReached } from '../capture/prerendering.ts';
import { recordPage } from '../capture/record-page.ts';
import { createRest } from '../capture/rest/create-rest.ts';
import { guardOutbox } from '../capture/rest/guard-outbox.ts';
import { followRest } from '../capture/rest/follow-rest.ts';
import { boundsText } from '../ui/bounds-text.ts';

/**
 * Records while the session's flag says so and the page may be recorded. Everything up to the reading of the flag is
 * synchronous: no script of the page may listen before this one. A script injected anew (after an update) ends the one
 * before it.
 */
export default defineContentScript({
  matches: ['<all_urls>'],
  allFrames: true,
  matchAboutBlank: true,
  matchOriginAsFallback: true,
  runAt: 'document_start',
  noScriptStartedPostMessage: true,
  async main(context) {
    const pageId = newId(Date.now());
    let sequence = 0;
    const isTop = window === window.top;
    const ears = createEars();
    const later = (work: () => void, delayMs: number): void => void context.setTimeout(work, delayMs);
    const soon = (work: () => void): void =>
      document.visibilityState === 'hidden' ? work() : idle(work, SEND_PATIENCE_MS);
    const guard = createCloseGuard({
      isClosable: isScriptClosable,
      isClosing: () => (window.top ?? window).closed,
      // A timer may come after the tab has gone.
      next: (work) => void scheduler.postTask(work, { priority: 'user-blocking' }),
      // To leave a context behind takes as long as to send it, and is as little for the moment in which the page reacts.
      later: (work, delayMs) => later(() => soon(work), delayMs),
      nowMs: () => performance.now(),
    });
    const unguarded = createOutbox({
      sendInteractions: async (batch) => (await send('interactionsCaptured', { batch: [...batch], isTop })).stored,
      sendSettled: (interactionId, state) => send('interactionSettled', { interactionId, state }),
      leaveBehind,
      later,
      soon,
      guard,
    });
    const retests = {
      findRetestable: (occasion: Parameters<typeof send<'findRetestable'>>[1]) => send('findRetestable', occasion),
      locatorsTested: (interactionId: string, retest: Parameters<typeof send<'locatorsTested'>>[1]['retest']) =>
        send('locatorsTested', { interactionId, retest }),
    };
    const secrets = {
      learn: (learned: Parameters<typeof send<'valuesLearned'>>[1]) => send('valuesLearned', learned),
      ask: (session: Parameters<typeof send<'listPrivateValues'>>[1]) => send('listPrivateValues', session),
    };
    const indicator = createIndicator('Recording');
    let known: Flag | undefined;
    const rest = createRest({
      isPrivateWindow: browser.extension.inIncognitoContext,
      onChange: () => {
        if (known !== undefined) follow(known, 'changed');
      },
      signal: context.signal,
    });
    const outbox = guardOutbox(unguarded, rest);
    const resting = followRest({
      pageId,
      rest,
      outbox: unguarded,
      showSign: (reason) => createIndicator(boundsText.sign[reason], 'resting'),
      tell: (data) => void send('pageRests', data).catch(() => undefined),
      signal: context.signal,
    });
    const sendPageSettled = (data: Parameters<typeof send<'pageSettled'>>[1]): void => {
      if (rest.check() === null) void send('pageSettled', data).catch(() => undefined);
    };
    const identity = { pageId, nextSequence: () => sequence++ };
    const { follow, recording } = createFollower({
      ears,
      begin: () => recordPage({ identity, ears, outbox, indicator, sendPageSettled, retests, secrets, shadowRootOf }),
      loadedAt: reachedAt,
      isVisible: () => document.visibilityState === 'visible',
      isOrphaned: () => context.isInvalid,
      rests: resting.follow,
      onChange: (state) => {
        if (state === 'not recorded') indicator.remove();
        else if (isTop) indicator.show();
      },
    });

    if (isTop) {
      const stopAnswering = answer('planRedaction', async ({ knownTexts }) => {
        resting.refuse();
        const page = recording();
        if (page === undefined) throw new Error('this page is not being recorded');
        const plan = await page.planRedaction(knownTexts);
        resting.refuse();
        return plan;
      });
      context.onInvalidated(stopAnswering);
      context.onInvalidated(
        answer('areYouThere', () => ({ recording: recording() !== undefined, resting: resting.reason() })),
      );
    }
    const showAsWanted = (wanted: boolean): void => {
      indicator.want(wanted);
      resting.want(wanted);
      if (recording() !== undefined && isTop) indicator.show();
    };
    context.onInvalidated(watchIndicatorWish(showAsWanted));
    let news: 'found' | 'changed' = 'found';
    const followChange = (flag: Flag): void => {
      // Nobody looks at it: what holds when somebody does is read then.
      if (isPrerendering()) return;
      // Where may be recorded is not known yet either.
      if (known === undefined) {
        news = 'changed';
        return;
      }
      known = flag;
      follow(flag, 'changed');
    };
    context.onInvalidated(watchBounds((bounds) => rest.setBounds(bounds)));
    context.onInvalidated(watchRecording(followChange));
    context.onInvalidated(watchPrivateRevision(() => recording()?.heardOfSecrets()));
    context.onInvalidated(() => follow(null, 'changed'));
    const read = () => Promise.all([readRecording(), readBounds(), readIndicatorWish()]);
    await whenReached();
    // What is done until then is kept back, not lost.
    const [flag, bounds, wanted] = await untilRead(read, { later, isOver: () => context.isInvalid });
    indicator.want(wanted);
    resting.want(wanted);
    rest.setBounds(bounds);
    known = flag;
    follow(flag, news);
  },
});

/** Browsers let scripts close tabs that a script has opened, and those that have shown nothing else. */
function isScriptClosable(): boolean {
  return history.length === 1 || window.top?.opener != null;
}

/** A busy page is kept waiting for no longer, so that what was done is safe before anything has to be left behind. */
const SEND_PATIENCE_MS = 30;

/** Chromium and Firefox open closed shadow roots to extensions, each by its own name. */
function shadowRootOf(element: Element): ShadowRoot | null {
  if (element.shadowRoot !== null || !(element instanceof HTMLElement)) return element.shadowRoot;
  if ('openOrClosedShadowRoot' in element) return element.openOrClosedShadowRoot as ShadowRoot | null; // Firefox, for extensions only
  return browser.dom?.openOrClosedShadowRoot(element) ?? null;
}
