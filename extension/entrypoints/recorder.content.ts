import { browser } from 'wxt/browser';
import { defineContentScript } from 'wxt/utils/define-content-script';
import { newId } from '../../shared/new-id.ts';
import { answer } from '../browser/answer.ts';
import { readIndicatorWish, watchIndicatorWish } from '../browser/indicator-wish.ts';
import { leaveBehind } from '../browser/leave-behind.ts';
import { readRecording, watchRecording, type Recording } from '../browser/recording-flag.ts';
import { send } from '../browser/send.ts';
import { arrivalOf } from '../capture/arrival.ts';
import { idle } from '../capture/idle-slices.ts';
import { createIndicator } from '../capture/indicator.ts';
import { createOutbox } from '../capture/outbox.ts';
import { recordPage, type PageRecording } from '../capture/record-page.ts';

/** Records while the session's flag says so. A script injected anew (after an update) ends the one before it. */
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
    let page: { sessionId: string; recording: PageRecording } | undefined;
    let recordedBefore = false;
    let sawPause = false;
    const outbox = createOutbox({
      sendInteractions: async (batch) => (await send('interactionsCaptured', { batch: [...batch] })).stored,
      sendSettled: (interactionId, state) => send('interactionSettled', { interactionId, state }),
      leaveBehind,
      later: (work, delayMs) => void context.setTimeout(work, delayMs),
      soon: (work) => (document.visibilityState === 'hidden' ? work() : idle(work, SEND_PATIENCE_MS)),
    });
    const retests = {
      findRetestable: (occasion: Parameters<typeof send<'findRetestable'>>[1]) => send('findRetestable', occasion),
      locatorsTested: (interactionId: string, retest: Parameters<typeof send<'locatorsTested'>>[1]['retest']) =>
        send('locatorsTested', { interactionId, retest }),
    };
    const indicator = createIndicator('Recording');

    const follow = (recording: Recording): void => {
      if (recording?.paused === true) sawPause = true;
      const wanted = recording === null || recording.paused || context.isInvalid ? undefined : recording;
      if (page?.sessionId === wanted?.sessionId) return;
      page?.recording.stop();
      page = undefined;
      indicator.remove();
      if (wanted === undefined) return;
      const { sessionId, startedAt } = wanted;
      const isVisible = document.visibilityState === 'visible';
      const arrival = arrivalOf({ recordedBefore, sawPause, loadedAt: performance.timeOrigin, startedAt, isVisible });
      recordedBefore = true;
      const identity = { pageId, nextSequence: () => sequence++ };
      const sendPageSettled = (data: Parameters<typeof send<'pageSettled'>>[1]): void =>
        void send('pageSettled', data).catch(() => undefined);
      page = {
        sessionId,
        recording: recordPage({
          sessionId,
          identity,
          arrival,
          outbox,
          indicator,
          sendPageSettled,
          retests,
          shadowRootOf,
        }),
      };
      if (window === window.top) indicator.show();
    };

    if (window === window.top) {
      const stopAnswering = answer('planRedaction', () => {
        if (page === undefined) throw new Error('this page is not being recorded');
        return page.recording.planRedaction();
      });
      context.onInvalidated(stopAnswering);
      context.onInvalidated(answer('areYouThere', () => ({ recording: page !== undefined })));
    }
    const showAsWanted = (wanted: boolean): void => {
      indicator.want(wanted);
      if (page !== undefined && window === window.top) indicator.show();
    };
    context.onInvalidated(watchIndicatorWish(showAsWanted));
    context.onInvalidated(watchRecording(follow));
    context.onInvalidated(() => follow(null));
    const [recording, wanted] = await Promise.all([readRecording(), readIndicatorWish()]);
    indicator.want(wanted);
    follow(recording);
  },
});

/** A busy page is kept waiting for no longer, so that what was done is safe soon. */
const SEND_PATIENCE_MS = 100;

/** Chromium and Firefox open closed shadow roots to extensions, each by its own name. */
function shadowRootOf(element: Element): ShadowRoot | null {
  if (element.shadowRoot !== null || !(element instanceof HTMLElement)) return element.shadowRoot;
  if ('openOrClosedShadowRoot' in element) return element.openOrClosedShadowRoot as ShadowRoot | null; // Firefox, for extensions only
  return browser.dom?.openOrClosedShadowRoot(element) ?? null;
}
