import { createIndicator } from '../../extension/capture/indicator.ts';
import { createOutbox } from '../../extension/capture/outbox.ts';
import { createEars } from '../../extension/capture/page-ears.ts';
import { recordPage, type PageRecording } from '../../extension/capture/record-page.ts';
import type { RecordedTarget } from '../../extension/capture/retest/create-retester.ts';
import type { DataOf } from '../../extension/messages.ts';
import type { CapturedInteraction } from '../../shared/interactions/interaction.ts';
import type { State } from '../../shared/interactions/state.ts';
import { newId } from '../../shared/new-id.ts';

/** What the recorder sent, as a test sees it. */
export type Sent = {
  interactions: CapturedInteraction[];
  states: Record<string, State>;
  settled: DataOf<'pageSettled'>[];
  left: CapturedInteraction[];
  /** Occasions on which the recorder asked for locators to run again, what it is answered, and what came of it. */
  asked: DataOf<'findRetestable'>[];
  retestable: RecordedTarget[];
  retests: DataOf<'locatorsTested'>[];
  recording: PageRecording;
};

declare global {
  interface Window {
    codesight: Sent;
  }
}

/** Starts the recorder in a page as the content script does, with what it sends kept in `window.codesight`. */
function start(): void {
  const sent: Omit<Sent, 'recording'> = {
    interactions: [],
    states: {},
    settled: [],
    left: [],
    asked: [],
    retests: [],
    retestable: [],
  };
  const outbox = createOutbox({
    sendInteractions: (batch) => {
      sent.interactions.push(...batch);
      return Promise.resolve(batch.map(({ id }) => id));
    },
    sendSettled: (id, state) => {
      sent.states[id] = state;
      return Promise.resolve();
    },
    leaveBehind: ({ interactions }) => sent.left.push(...interactions),
    later: (work, delayMs) => void setTimeout(work, delayMs),
    soon: (work) => work(),
    guard: { captured: () => undefined, answered: () => undefined, failed: () => undefined },
  });
  const indicator = createIndicator('Recording');
  let sequence = 0;
  const recording = recordPage({
    identity: { pageId: newId(Date.now()), nextSequence: () => sequence++ },
    ears: createEars(),
    outbox,
    indicator,
    secrets: { learn: () => Promise.resolve([]), ask: () => Promise.resolve([]) },
    retests: {
      findRetestable: (occasion) => {
        sent.asked.push(occasion);
        return Promise.resolve(
          sent.retestable.filter(
            (each) =>
              !sent.retests.some(
                ({ interactionId, retest }) => retest.key === occasion.key && each.interactionId === interactionId,
              ),
          ),
        );
      },
      locatorsTested: (interactionId, retest) => {
        sent.retests.push({ interactionId, retest });
        return Promise.resolve();
      },
    },
    sendPageSettled: (data) => sent.settled.push(data),
    shadowRootOf: (element) => element.shadowRoot,
  });
  recording.confirm({ sessionId: newId(Date.now()), arrival: 'loaded' });
  if (window === window.top) indicator.show();
  window.codesight = Object.assign(sent, { recording });
}

start();
