import { newId } from '../../shared/new-id.ts';
import type { CapturedInteraction } from '../../shared/interactions/interaction.ts';
import { isAbsent } from '../../shared/interactions/absent.ts';
import { lastCapture } from '../browser/last-capture.ts';
import { sendToPage } from '../browser/send.ts';
import { captureTab } from '../browser/tabs.ts';
import { redactionPlan, type DataOf } from '../messages.ts';
import { capturePace, MIN_GAP_MS, type CapturePace } from '../picture/capture-pace.ts';
import { pageBursts } from '../picture/page-bursts.ts';
import { pictureQueue, type PictureRequest } from '../picture/picture-queue.ts';
import { NO_ROOM, takePicture, type TakenPicture } from '../picture/take-picture.ts';
import type { Database } from '../store/database.ts';
import { addFrame, isBlankAtFirst, isPictured } from '../store/frames.ts';
import { findLastInteraction } from '../store/interactions.ts';
import { findCurrentSession } from '../store/sessions.ts';
import type { StorageLevel } from '../storage-level.ts';
import type { Workshop } from '../workers/workshop.ts';
import { requireDisk, storageLevel } from './measure-room.ts';
import { reportError } from './report-error.ts';

/** Most effects of an action are on screen by then. */
const AFTER_MS = 350;
/** What shows nothing is looked at once more after so long. */
const BLANK_MS = 900;
const TRIES = 3;
/** How far pictures are apart at least, by how much room is left. */
const GAP_MS = {
  normal: MIN_GAP_MS,
  fewer: 1_500,
  smaller: 3_000,
  full: 3_000,
} as const satisfies Record<StorageLevel, number>;
const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
const now = (): number => Date.now();

export type Pictures = {
  afterInteraction(batch: readonly CapturedInteraction[], tabId: number): void;
  /** A tab shows a new page, which is not settled yet. */
  ofNewPage(tabId: number): Promise<void>;
  ofSettledPage(page: DataOf<'pageSettled'>, tabId: number): Promise<void>;
  ofCompletion(sessionId: string): Promise<void>;
};

const OCCASIONS = { load: 'navigation', dialog: 'dialog', change: 'settled' } as const;

/** Decides when a picture is taken; each attempt ends as a row, with a picture or with the reason why there is none. */
export function requestPictures(
  database: Database,
  workshop: Workshop,
  room: { stopWhenFull(): Promise<void> },
): Pictures {
  const pace = capturePace(lastCapture, { now, wait, gapMs: async () => GAP_MS[await storageLevel()] });
  const queue = pictureQueue(async (picture) => {
    const isBlank = await takeAndStore({ database, workshop, pace }, picture);
    await room.stopWhenFull();
    if (isBlank) void wait(BLANK_MS).then(() => request(picture));
  }, pace);
  /** An interaction is never held up by its picture. */
  const request = (picture: PictureRequest): Promise<void> =>
    queue.request(picture).catch((error: unknown) => reportError('take a picture', error));
  const bursts = pageBursts(
    async (tabId) => {
      const session = await findCurrentSession(database);
      if (session?.phase !== 'recording') return bursts.end(tabId);
      await request({ sessionId: session.id, tabId, occasion: 'loading' });
    },
    { now, wait },
  );
  return {
    afterInteraction(batch, tabId) {
      const sessionId = batch.at(-1)?.sessionId;
      if (sessionId) void wait(AFTER_MS).then(() => request({ sessionId, tabId, occasion: 'after' }));
    },
    ofNewPage: (tabId) => bursts.begin(tabId).catch((error: unknown) => reportError('picture a new page', error)),
    async ofSettledPage({ sessionId, pageId, domEpoch, reason }, tabId) {
      if (reason === 'load') bursts.end(tabId);
      if (await isPictured(database, { sessionId, tabId, pageId, domEpoch })) return;
      await request({ sessionId, tabId, occasion: OCCASIONS[reason] });
    },
    async ofCompletion(sessionId) {
      const last = await findLastInteraction(database, sessionId);
      if (last) await request({ sessionId, tabId: last.tabId, occasion: 'completion' });
    },
  };
}

/** What a picture comes to: those of pages that are still loading are the first to give way. */
async function takeAsRoomAllows(
  { workshop, pace }: Camera,
  { sessionId, tabId, occasion }: PictureRequest,
): Promise<TakenPicture | undefined> {
  const level = await storageLevel();
  if (occasion === 'loading' && level !== 'normal') return undefined;
  if (level === 'full') return { at: now(), page: null, texts: [], frame: { absent: NO_ROOM } };
  const quality = level === 'smaller' ? 'low' : 'usual';
  return takePicture({
    planRedaction: async (knownTexts) => redactionPlan.parse(await sendToPage(tabId, 'planRedaction', { knownTexts })),
    async capture() {
      await pace.captured();
      return captureTab(tabId);
    },
    encode: (picture) => workshop.encodePicture({ sessionId, tabId, quality, ...picture }),
    now,
    wait,
    tries: occasion === 'loading' ? 1 : TRIES,
  });
}

type Camera = { database: Database; workshop: Workshop; pace: CapturePace };

/** Whether another look is worth it, because this one showed nothing. */
async function takeAndStore(camera: Camera, request: PictureRequest): Promise<boolean> {
  const { database } = camera;
  const { sessionId, occasion } = request;
  const session = await database.sessions.get(sessionId);
  if (session?.phase !== 'recording' && session?.phase !== 'finishing') return false;
  await requireDisk();
  const taken = await takeAsRoomAllows(camera, request);
  // A page that is loading seldom holds still; that it did not is no news about any interaction.
  if (taken === undefined || (occasion === 'loading' && isAbsent(taken.frame))) return false;
  const row = { id: newId(taken.at), ...request, ...taken };
  const again = occasion !== 'loading' && (await isBlankAtFirst(database, row));
  await addFrame(database, row);
  return again;
}
