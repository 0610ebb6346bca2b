import { expect, test } from 'vitest';
import { createCloseGuard } from './close-guard.ts';

/** A page whose clock and timers run when told to. */
function page() {
  let waiting: { work: () => void; dueMs: number }[] = [];
  let [nowMs, left] = [0, 0];
  const is = { closing: false, closable: false };
  const guard = createCloseGuard({
    isClosable: () => is.closable,
    isClosing: () => is.closing,
    next: (work) => void waiting.push({ work, dueMs: nowMs }),
    later: (work, delayMs) => void waiting.push({ work, dueMs: nowMs + delayMs }),
    nowMs: () => nowMs,
  });
  return {
    is,
    guard,
    left: () => left,
    capture: () => guard.captured(() => left++),
    elapse(ms: number): void {
      nowMs += ms;
      for (let due = waiting.filter(({ dueMs }) => dueMs <= nowMs); due.length > 0;) {
        waiting = waiting.filter((each) => !due.includes(each));
        for (const { work } of due) work();
        due = waiting.filter(({ dueMs }) => dueMs <= nowMs);
      }
    },
  };
}

test('what is captured while the service worker is awake is left behind only when it stays unanswered', () => {
  const { capture, elapse, left } = page();
  capture();
  elapse(1);
  expect(left()).toBe(0);
  elapse(60);
  expect(left()).toBe(1);
});

test('several captured in a row are watched and left behind as one', () => {
  const { capture, elapse, left } = page();
  capture();
  capture();
  elapse(10);
  capture();
  elapse(60);
  expect(left()).toBe(1);
  capture();
  elapse(60);
  expect(left()).toBe(2);
});

test('what closes its own tab is left behind before the tab goes', () => {
  const { is, capture, elapse, left } = page();
  capture();
  is.closing = true;
  elapse(0);
  expect(left()).toBe(1);
});

test('where a script may close the tab it is left behind before the page hears of the event', () => {
  const { is, capture, left } = page();
  is.closable = true;
  capture();
  expect(left()).toBe(1);
});

test('after half a minute of rest, and after a failure, it is left behind at once', () => {
  const { guard, capture, elapse, left } = page();
  elapse(26_000);
  capture();
  expect(left()).toBe(1);
  guard.answered();
  capture();
  expect(left()).toBe(1);
  guard.failed();
  capture();
  expect(left()).toBe(2);
});
