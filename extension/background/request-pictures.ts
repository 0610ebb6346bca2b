import { newId } from '../../shared/new-id.ts';
import type { CapturedInteraction } from '../../shared/interactions/interaction.ts';
import { sendToPage } from '../browser/send.ts';
import { captureTab } from '../browser/tabs.ts';
import { redactionPlan, type DataOf } from '../messages.ts';
import { pictureQueue, type PictureRequest } from '../picture/picture-queue.ts';
import { takePicture } from '../picture/take-picture.ts';
import type { Database } from '../store/database.ts';
import { addFrame, isPictured } from '../store/frames.ts';
import { findLastInteraction } from '../store/interactions.ts';
import type { Workshop } from '../workers/workshop.ts';
import { reportError } from './report-error.ts';

/** Most effects of an action are on screen by then. */
const AFTER_MS = 350;
const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

export type Pictures = {
  afterInteraction(batch: readonly CapturedInteraction[], tabId: number): void;
  ofSettledPage(page: DataOf<'pageSettled'>, tabId: number): Promise<void>;
  ofCompletion(sessionId: string): Promise<void>;
};

/** Decides when a picture is taken; each attempt ends as a row, with a picture or with the reason why there is none. */
export function requestPictures(database: Database, workshop: Workshop): Pictures {
  const queue = pictureQueue((picture) => takeAndStore(database, workshop, picture), { now: () => Date.now(), wait });
  /** An interaction is never held up by its picture. */
  const request = (picture: PictureRequest): Promise<void> =>
    queue.request(picture).catch((error: unknown) => reportError('take a picture', error));
  return {
    afterInteraction(batch, tabId) {
      const sessionId = batch.at(-1)?.sessionId;
      if (sessionId) void wait(AFTER_MS).then(() => request({ sessionId, tabId, occasion: 'after' }));
    },
    async ofSettledPage({ sessionId, pageId, domEpoch, reason }, tabId) {
      if (await isPictured(database, { sessionId, tabId, pageId, domEpoch })) return;
      await request({ sessionId, tabId, occasion: reason === 'load' ? 'navigation' : 'settled' });
    },
    async ofCompletion(sessionId) {
      const last = await findLastInteraction(database, sessionId);
      if (last) await request({ sessionId, tabId: last.tabId, occasion: 'completion' });
    },
  };
}

async function takeAndStore(database: Database, workshop: Workshop, request: PictureRequest): Promise<void> {
  const { sessionId, tabId } = request;
  const session = await database.sessions.get(sessionId);
  if (session?.phase !== 'recording' && session?.phase !== 'finishing') return;
  const taken = await takePicture({
    planRedaction: async () => redactionPlan.parse(await sendToPage(tabId, 'planRedaction', {})),
    capture: () => captureTab(tabId),
    encode: (picture) => workshop.encodePicture({ sessionId, tabId, ...picture }),
    now: () => Date.now(),
    wait,
  });
  await addFrame(database, { id: newId(taken.at), ...request, ...taken });
}
