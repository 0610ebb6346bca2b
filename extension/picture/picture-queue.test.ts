import { expect, test } from 'vitest';
import { pictureQueue, type PictureRequest } from './picture-queue.ts';

const picture = (tabId: number, occasion: PictureRequest['occasion']): PictureRequest => ({
  sessionId: 's',
  tabId,
  occasion,
});

const pace = { ready: async () => undefined };

test('each picture waits until the browser allows another capture', async () => {
  let time = 0;
  const taken: number[] = [];
  const queue = pictureQueue(async () => void taken.push(time), { ready: async () => void (time += 510) });
  await Promise.all([1, 2, 3].map((tabId) => queue.request(picture(tabId, 'after'))));
  expect(taken).toEqual([510, 1_020, 1_530]);
});

test('what came of an action is pictured before a page that merely settled', async () => {
  const order: string[] = [];
  const queue = pictureQueue(async ({ tabId, occasion }) => void order.push(`${occasion} ${tabId}`), pace);
  await Promise.all([
    queue.request(picture(1, 'navigation')),
    queue.request(picture(2, 'settled')),
    queue.request(picture(3, 'after')),
  ]);
  expect(order).toEqual(['navigation 1', 'after 3', 'settled 2']);
});

test('a newer request for the same tab replaces the one that waits', async () => {
  const order: string[] = [];
  const queue = pictureQueue(async ({ occasion }) => void order.push(occasion), pace);
  await Promise.all([
    queue.request(picture(9, 'after')),
    queue.request(picture(1, 'settled')),
    queue.request(picture(1, 'after')),
    queue.request(picture(1, 'after')),
  ]);
  expect(order).toEqual(['after', 'after']);
});

test('a picture that cannot be taken tells its asker and does not keep back the next', async () => {
  const queue = pictureQueue(async ({ tabId }) => {
    if (tabId === 1) throw new Error('no space left');
  }, pace);
  const [first, second] = await Promise.allSettled([
    queue.request(picture(1, 'after')),
    queue.request(picture(2, 'after')),
  ]);
  expect([first.status, second.status]).toEqual(['rejected', 'fulfilled']);
});

test('what is taken is the request as it was made, fit to be stored', async () => {
  const taken: PictureRequest[] = [];
  const queue = pictureQueue(async (request) => void taken.push(request), pace);
  await queue.request(picture(1, 'settled'));
  expect(taken).toEqual([picture(1, 'settled')]);
});
