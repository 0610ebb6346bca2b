import { expect, test } from 'vitest';
import type { RedactionPlan } from '../messages.ts';
import { NO_ROOM, takePicture, type PictureDeps } from './take-picture.ts';

const PAGE = '01890000-0000-7000-8000-0000000000aa';
const field = { x: 10, y: 10, width: 100, height: 20 };
const plan = (change: Partial<RedactionPlan> = {}): RedactionPlan => ({
  pageId: PAGE,
  url: 'https://shop.example/checkout',
  rectangles: [field],
  texts: [],
  textsNumber: 1,
  viewport: { width: 800, height: 600, devicePixelRatio: 1 },
  scroll: { x: 0, y: 0 },
  domEpoch: 5,
  ...change,
});

function deps(plans: RedactionPlan[], change: Partial<PictureDeps> = {}): PictureDeps & { painted: unknown[] } {
  const painted: unknown[] = [];
  let next = 0;
  return {
    painted,
    planRedaction: async () => plans[Math.min(next++, plans.length - 1)] ?? plan(),
    capture: async () => 'data:image/jpeg;base64,AAAA',
    async encode({ rectangles }) {
      painted.push(...rectangles);
      return { sha256: 'a'.repeat(64), width: 800, height: 600, bytes: 1, blank: false, redactions: rectangles.length };
    },
    now: () => 1_000,
    wait: async () => undefined,
    tries: 3,
    ...change,
  };
}

test('what was sensitive before or after the capture is painted over', async () => {
  const moved = { ...field, x: 10.6 };
  const outside = deps([plan(), plan({ rectangles: [moved] })]);
  const { frame, page } = await takePicture(outside);
  expect(outside.painted).toEqual([field, moved]);
  expect(frame).toMatchObject({ sha256: 'a'.repeat(64) });
  expect(page).toEqual({ pageId: PAGE, domEpoch: 5 });
});

test('a picture during which the page scrolled is thrown away and taken again', async () => {
  const outside = deps([plan(), plan({ scroll: { x: 0, y: 40 } }), plan(), plan()]);
  expect((await takePicture(outside)).frame).not.toHaveProperty('absent');
  expect(outside.painted).toHaveLength(2);
});

test('a field that appears during the capture makes the picture doubtful', async () => {
  const plans = [1, 2, 3].flatMap(() => [plan({ rectangles: [] }), plan()]);
  expect((await takePicture(deps(plans))).frame).toEqual({ absent: 'the page kept moving' });
});

test('texts that stayed as they were are told once, others as before and as after the capture', async () => {
  const [old, fresh] = ['£5', '£6'].map((text) => [{ text, boxes: [field] }]);
  if (old === undefined || fresh === undefined) throw new Error('two texts');
  const asked: unknown[] = [];
  const taken = async (...plans: RedactionPlan[]) => {
    const outside = deps(plans);
    const planRedaction: PictureDeps['planRedaction'] = (known) => {
      asked.push(known);
      return outside.planRedaction(known);
    };
    return (await takePicture({ ...outside, planRedaction })).texts;
  };
  const before = plan({ texts: [old], textsNumber: 7 });
  expect(await taken(before, plan({ texts: null, textsNumber: 7 }))).toEqual([old]);
  expect(await taken(before, plan({ texts: [fresh], textsNumber: 8 }))).toEqual([old, fresh]);
  expect(await taken(before, plan({ texts: [old], textsNumber: 8 }))).toEqual([old]);
  expect(asked).toEqual([null, 7, null, 7, null, 7]);
});

test('a page that cannot be asked what to mask is not pictured', async () => {
  const outside = deps([], {
    planRedaction: () => Promise.reject(new Error('Could not establish connection. Receiving end does not exist.')),
  });
  const { frame } = await takePicture(outside);
  expect(frame).toEqual({ absent: 'the page could not be asked what to mask' });
  expect(outside.painted).toEqual([]);
});

test('where there is no room for a picture its reason says so, and it is not tried again', async () => {
  let tries = 0;
  const full = Object.assign(new Error('full'), { name: 'QuotaExceededError' });
  const outside = deps([plan()], {
    encode() {
      tries++;
      return Promise.reject(full);
    },
  });
  expect((await takePicture(outside)).frame).toEqual({ absent: NO_ROOM });
  expect(tries).toBe(1);
});
