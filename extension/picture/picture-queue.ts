import type { FrameRow } from '../store/database.ts';

export type PictureRequest = Pick<FrameRow, 'sessionId' | 'tabId' | 'occasion'>;
export type PictureQueue = { request(picture: PictureRequest): Promise<void> };

/** Chrome allows two captures a second, and refuses a third at once. */
const MIN_GAP_MS = 510;
const PRIORITY = ['completion', 'after', 'navigation', 'settled'] satisfies FrameRow['occasion'][];

const rank = ({ occasion }: PictureRequest): number => PRIORITY.indexOf(occasion);

/**
 * Takes pictures one after the other, the most important first, within the browser's limit. A newer request for the
 * same tab replaces a waiting one of lower or equal priority: the page that was meant is no longer there.
 * A request resolves when its picture was taken or replaced, and rejects with what `take` threw.
 * What waits here is lost with the service worker, and only that: the interaction then has no such picture.
 */
export function pictureQueue(
  take: (picture: PictureRequest) => Promise<void>,
  { now, wait }: { now(): number; wait(ms: number): Promise<void> },
): PictureQueue {
  type Waiting = { picture: PictureRequest; done: () => void; failed: (error: unknown) => void };
  let waiting: Waiting[] = [];
  let running = false;
  let lastAt = -Infinity;

  async function run(): Promise<void> {
    if (running) return;
    running = true;
    try {
      for (let next = takeNext(); next; next = takeNext()) {
        await wait(Math.max(0, lastAt + MIN_GAP_MS - now()));
        await take(next.picture).then(next.done, next.failed);
        lastAt = now();
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
