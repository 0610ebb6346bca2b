import { expect, test } from 'vitest';
import { attribute, type TraceEvent } from './attribute.ts';

const OURS = 'chrome-extension://id/recorder.js';

function event(name: string, ts: number, dur: number, data: { url?: string; type?: string } = {}): TraceEvent {
  const [at, long] = [ts * 1_000, dur * 1_000];
  return { name, ph: dur === 0 ? 'I' : 'X', pid: 1, tid: 1, ts: at, dur: long, tts: at, tdur: long, args: { data } };
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
    'thread',
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
    'thread',
  );
  expect({ longTasks, longestMs }).toEqual({ longTasks: 1, longestMs: 40 });
});

test('what other threads and processes do is not counted', () => {
  const far = { ...event('FunctionCall', 5, 10, { url: OURS }), tid: 2 };
  const { costs } = attribute([event('bench:0', 0, 0), far, event('bench:1', 30, 0)], 'recorder.js', 'thread');
  expect(costs[0]?.totalMs).toBe(0);
});

test('time that the thread had to wait for a processor is in the time on the wall alone', () => {
  const delayed = (name: string, at: [number, number], long: [number, number], url = ''): TraceEvent => ({
    ...event(name, at[0], long[0], { url }),
    tts: at[1] * 1_000,
    tdur: long[1] * 1_000,
  });
  const events = [
    { ...event('bench:0', 100, 0), tts: 77_000 },
    delayed('RunTask', [100, 5], [80, 12]),
    delayed('FunctionCall', [101, 6], [60, 4], OURS),
    delayed('RunTask', [200, 20], [10, 10]),
    event('bench:1', 220, 0),
  ];
  const { costs, longestMs } = attribute(events, 'recorder.js', 'thread');
  expect({ costs, longestMs }).toEqual({
    costs: [{ eventMs: 0, busyMs: 4, totalMs: 4, pageMs: 22 }],
    longestMs: 4,
  });
  expect(attribute(events, 'recorder.js', 'wall').costs[0]?.busyMs).toBe(60);
});
