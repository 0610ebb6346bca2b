import { createOutbox, type Outbox } from '../../extension/capture/outbox.ts';
import type { Database } from '../../extension/store/database.ts';
import { addInteractions, settleInteraction } from '../../extension/store/interactions.ts';
import { pause } from './pass-on.ts';

type Loss = 'message to the background lost' | 'acknowledgement lost after the commit';

export type PageOutbox = {
  outbox: Outbox;
  /** The next message meets this; `happened` is called when it did. */
  lose(kind: Loss, happened: () => void): void;
  /** Resolves once everything is acknowledged. */
  empty(): Promise<void>;
};

/** Backoff is for service workers that start; here only a breath. */
const BREATH_MS = 4;
const EMPTY_WITHIN_MS = 20_000;

/** A page's outbox with the extension's store behind it, and a way between them on which things get lost. */
export function pageOutbox(database: Database): PageOutbox {
  const losses: { kind: Loss; happened: () => void }[] = [];
  const outbox = createOutbox({
    async sendInteractions(batch) {
      const loss = losses.shift();
      if (loss?.kind === 'message to the background lost') return lost(loss.happened);
      const stored = await addInteractions(database, batch, { tabId: 1, frameId: 0 });
      return loss === undefined ? stored : lost(loss.happened);
    },
    sendSettled: (interactionId, state) => settleInteraction(database, interactionId, state),
    leaveBehind: () => undefined, // this page stays to the end
    later: (work) => void setTimeout(work, BREATH_MS),
    soon: (work) => void setTimeout(work, 0),
    guard: { captured: () => undefined, answered: () => undefined, failed: () => undefined },
  });
  return {
    outbox,
    lose: (kind, happened) => void losses.push({ kind, happened }),
    empty: async () => {
      const untilMs = Date.now() + EMPTY_WITHIN_MS;
      while (outbox.waiting() > 0) {
        if (Date.now() > untilMs) throw new Error(`${outbox.waiting()} interactions were never acknowledged.`);
        await pause(BREATH_MS);
      }
    },
  };
}

function lost(happened: () => void): never {
  happened();
  throw new Error('The message channel closed before a response was received.');
}
