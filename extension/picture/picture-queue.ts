import type { FrameRow } from '../store/database.ts';
import type { CapturePace } from './capture-pace.ts';

export type PictureRequest = Pick<FrameRow, 'sessionId' | 'tabId' | 'occasion'>;
export type PictureQueue = { request(picture: PictureRequest): Promise<void> };

const PRIORITY = ['completion', 'after', 'dialog', 'navigation', 'loading', 'settled'] satisfies FrameRow['occasion'][];

const rank = ({ occasion }: PictureRequest): number => PRIORITY.indexOf(occasion);

/**
 * Takes pictures one after the other, the most important first, within the browser's limit. A newer request for the
 * same tab replaces a waiting one of lower or equal priority: the page that was meant is no longer there.
 * A request resolves when its picture was taken or replaced, and rejects with what `take` threw.
 * What waits here is lost with the service worker, and only that: the interaction then has no such picture.
 */
export function pictureQueue(
  take: (picture: PictureRequest) => Promise<void>,
  { ready }: Pick<CapturePace, 'ready'>,
): PictureQueue {
  type Waiting = { picture: PictureRequest; done: () => void; failed: (error: unknown) => void };
  let waiting: Waiting[] = [];
  let running = false;

  async function run(): Promise<void> {
    if (running) return;
    running = true;
    try {
      for (let next = takeNext(); next; next = takeNext()) {
        await ready();
        await take(next.picture).then(next.done, next.failed);
      }
    } finally {
      running = false;
    }
  }

  function takeNext(): Waiting | undefined {
    waiting.sort((a, b) => rank(a.picture) - rank(b.picture));
    return waiting.shift();
  }

  return {
    request(picture) {
      return new Promise((done, failed) => {
        const isReplaced = (other: Waiting): boolean =>
          other.picture.tabId === picture.tabId && rank(other.picture) >= rank(picture);
        for (const other of waiting.filter(isReplaced)) other.done();
        waiting = [...waiting.filter((other) => !isReplaced(other)), { picture, done, failed }];
        void run();
      });
    },
  };
}
