import { wrap } from 'comlink';
import type { DataOf, ReplyOf } from '../messages.ts';
import type { PictureWorker } from './picture-worker.ts';
import PictureThread from './picture-worker.ts?worker';
import type { SessionWorker } from './session-worker.ts';
import { startNarrator } from './start-narrator.ts';
import SessionThread from './session-worker.ts?worker';

/** What the workers do for the rest of the extension. */
export type Workshop = {
  /** Makes sure that it runs, and with it what follows the store by itself: the narrator. */
  open(): Promise<void>;
  encodePicture(picture: DataOf<'encodePicture'>): Promise<ReplyOf<'encodePicture'>>;
  judgeSession(session: DataOf<'judgeSession'>): Promise<ReplyOf<'judgeSession'>>;
  sealSession(session: DataOf<'sealSession'>): Promise<ReplyOf<'sealSession'>>;
  takeOut(amendment: DataOf<'takeOut'>): Promise<ReplyOf<'takeOut'>>;
  maskSession(session: DataOf<'maskSession'>): Promise<ReplyOf<'maskSession'>>;
};

/**
 * Starts the workers. Only a document can: the offscreen document in Chrome, the background page in Firefox. Pictures
 * have a worker of their own, so that sealing a long session never delays one.
 */
export function startWorkshop(): Workshop {
  const pictures = wrap<PictureWorker>(new PictureThread());
  const sessions = wrap<SessionWorker>(new SessionThread());
  startNarrator();
  return {
    open: async () => undefined,
    encodePicture: (picture) => pictures.encodePicture(picture),
    judgeSession: ({ sessionId }) => sessions.judge(sessionId),
    sealSession: ({ sessionId, values }) => sessions.seal(sessionId, values),
    takeOut: (amendment) => sessions.takeOut(amendment),
    maskSession: ({ sessionId, known }) => sessions.mask(sessionId, known),
  };
}
