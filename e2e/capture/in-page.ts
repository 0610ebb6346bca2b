import { createIndicator } from '../../extension/capture/indicator.ts';
import { createOutbox } from '../../extension/capture/outbox.ts';
import { recordPage, type PageRecording } from '../../extension/capture/record-page.ts';
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
  recording: PageRecording;
};

declare global {
  interface Window {
    codesight: Sent;
  }
}

/** Starts the recorder in a page as the content script does, with what it sends kept in `window.codesight`. */
function start(): void {
  const sent: Omit<Sent, 'recording'> = { interactions: [], states: {}, settled: [], left: [] };
  const outbox = createOutbox({
    sendInteractions: (batch) => {
      sent.interactions.push(...batch);
      return Promise.resolve(batch.map(({ id }) => id));
    },
    sendSettled: (id, state) => {
      sent.states[id] = state;
      return Promise.resolve();
    },
    leaveBehind: (batch) => sent.left.push(...batch),
    later: (work, delayMs) => void setTimeout(work, delayMs),
  });
  const indicator = createIndicator('Recording');
  let sequence = 0;
  const recording = recordPage({
    sessionId: newId(Date.now()),
    identity: { pageId: newId(Date.now()), nextSequence: () => sequence++ },
    arrival: 'loaded',
    outbox,
    indicator,
    sendPageSettled: (data) => sent.settled.push(data),
    shadowRootOf: (element) => element.shadowRoot,
  });
  if (window === window.top) indicator.show();
  window.codesight = Object.assign(sent, { recording });
}

start();
