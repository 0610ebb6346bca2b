import { expect, test } from 'vitest';
import { attribute, type TraceEvent } from './attribute.ts';

const OURS = 'chrome-extension://id/recorder.js';

function event(name: string, ts: number, dur: number, data: { url?: string; type?: string } = {}): TraceEvent {
  return { name, ph: dur === 0 ? 'I' : 'X', pid: 1, tid: 1, ts: ts * 1_000, dur: dur * 1_000, args: { data } };
}

test('calls into a script are its time, nested ones once, and idle ones apart', () => {
  const { costs } = attribute(
    [
      event('bench:0', 0, 0),
      event('RunTask', 10, 20),
      event('EventDispatch', 10, 12, { type: 'click' }),
      event('FunctionCall', 10, 5, { url: OURS }),
      event('FunctionCall', 11, 2, { url: OURS }),
      event('RunMicrotasks', 15, 1),
      event('FunctionCall', 17, 5, { url: 'https://shop.test/page.js' }),
      event('RunMicrotasks', 22, 3),
      event('FunctionCall', 23, 1, { url: OURS }),
      event('RunTask', 40, 10),
      event('FireIdleCallback', 41, 6),
      event('FunctionCall', 42, 4, { url: OURS }),
      event('bench:1', 60, 0),
    ],
    'recorder.js',
  );
  expect(costs).toEqual([{ eventMs: 6, busyMs: 7, totalMs: 11, pageMs: 30 }]);
});

test('a long task is the recorder’s when it would be none without it', () => {
  const { longTasks, longestMs } = attribute(
    [
      event('bench:0', 0, 0),
      event('RunTask', 10, 60),
      event('FunctionCall', 10, 15, { url: OURS }),
      event('RunTask', 100, 90),
      event('FunctionCall', 110, 15, { url: OURS }),
      event('RunTask', 200, 40),
      event('FunctionCall', 200, 40, { url: OURS }),
    ],
    'recorder.js',
  );
  expect({ longTasks, longestMs }).toEqual({ longTasks: 1, longestMs: 40 });
});

test('what other threads and processes do is not counted', () => {
  const far = { ...event('FunctionCall', 5, 10, { url: OURS }), tid: 2 };
  const { costs } = attribute([event('bench:0', 0, 0), far, event('bench:1', 30, 0)], 'recorder.js');
  expect(costs[0]?.totalMs).toBe(0);
});
