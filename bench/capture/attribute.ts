/** One event of a Chromium trace; times in microseconds, `tts` and `tdur` on the clock of the thread's own processor time. */
export type TraceEvent = {
  name: string;
  ph: string;
  pid: number;
  tid: number;
  ts: number;
  dur?: number;
  tts?: number;
  tdur?: number;
  args?: { data?: { url?: string; type?: string } };
};

/** Milliseconds of a recorder on the page's main thread between two marks. */
export type Cost = {
  /** While the input's own events were dispatched: what the participant waits for. */
  eventMs: number;
  /** Everything outside of idle callbacks: events, mutations, timers, messages, microtasks. */
  busyMs: number;
  /** Idle callbacks included. */
  totalMs: number;
  /** Of the whole main thread, whoever caused it. */
  pageMs: number;
};

/** What a recorder did, mark by mark, and how many long tasks would have been none without it. */
export type Attribution = { costs: Cost[]; longTasks: number; longestMs: number };

/** Processor time of the main thread, which other processes do not lengthen, or time by the clock on the wall. */
export type Clock = 'thread' | 'wall';

type Span = { from: number; to: number };

const LONG_TASK_MS = 50;
const NO_TIME_US = 5;
const USED = new Set(
  'RunTask RunMicrotasks FunctionCall EvaluateScript v8.compile FireIdleCallback EventDispatch'.split(' '),
);
const INPUT = /^(pointer|mouse|key|click|auxclick|dblclick|wheel|scroll|input|beforeinput|change|submit|focus|blur)/;

/**
 * Attributes main-thread time to the script whose address holds `script`: every call from the browser into it
 * (`FunctionCall`, which names the script's address), its evaluation and compilation, with everything that they cause
 * (forced styles and layout, garbage collection), and the microtasks right after one of its calls. What lies between
 * the marks `bench:0`, `bench:1`, … belongs to the first of them. A task of 50 ms or more counts as the recorder's
 * when it would be shorter without the recorder's share.
 */
export function attribute(events: readonly TraceEvent[], script: string, clock: Clock): Attribution {
  const walled = events.filter(({ name }) => /^bench:\d+$/.test(name)).toSorted((a, b) => a.ts - b.ts);
  const [first] = walled;
  if (first === undefined) return { costs: [], longTasks: 0, longestMs: 0 };
  const ofMain = events.filter(
    ({ pid, tid, ph, name }) => pid === first.pid && tid === first.tid && ph === 'X' && USED.has(name),
  );
  const { marks, main } = clock === 'wall' ? { marks: walled, main: ofMain } : onThreadClock(walled, ofMain);
  const named = (name: string): TraceEvent[] => main.filter((event) => event.name === name);
  const tasks = named('RunTask').map(spanOf).toSorted(byStart);
  const scripts = main
    .filter(({ name }) => name === 'FunctionCall' || name === 'EvaluateScript' || name === 'v8.compile')
    .toSorted((a, b) => a.ts - b.ts);
  const isOurs = (event: TraceEvent): boolean => (event.args?.data?.url ?? '').includes(script);
  const micro = named('RunMicrotasks').filter((event) => {
    const before = scripts.findLast(({ ts }) => ts <= event.ts);
    const task = tasks.findLast(({ from }) => from <= event.ts);
    return before !== undefined && isOurs(before) && task !== undefined && before.ts >= task.from;
  });
  const ours = merge([...scripts.filter(isOurs), ...micro].map(spanOf));
  const idle = merge(named('FireIdleCallback').map(spanOf));
  const input = merge(
    named('EventDispatch')
      .filter(({ args }) => INPUT.test(args?.data?.type ?? ''))
      .map(spanOf),
  );
  const busy = without(ours, idle);
  const costs = marks.slice(0, -1).map(({ ts }, index): Cost => {
    const window = [{ from: ts, to: marks[index + 1]?.ts ?? ts }];
    return {
      eventMs: lengthMs(shared(shared(ours, input), window)),
      busyMs: lengthMs(shared(busy, window)),
      totalMs: lengthMs(shared(ours, window)),
      pageMs: lengthMs(shared(tasks, window)),
    };
  });
  const shares = tasks.map((task) => ({ task: lengthMs([task]), own: lengthMs(shared(ours, [task])) }));
  return {
    costs,
    longTasks: shares.filter(({ task, own }) => task >= LONG_TASK_MS && task - own < LONG_TASK_MS).length,
    longestMs: Math.max(0, ...shares.map(({ own }) => own)),
  };
}

/**
 * The same events by the thread's own clock. A mark may be set for a moment that is over, so that its place on that
 * clock is where the next event begins.
 */
function onThreadClock(
  marks: readonly TraceEvent[],
  events: readonly TraceEvent[],
): { marks: TraceEvent[]; main: TraceEvent[] } {
  const inOrder = events.filter(hasThreadTime).toSorted(byTime);
  const main = inOrder.map((event) => ({ ...event, ts: event.tts, dur: event.tdur }));
  const end = Math.max(0, ...main.map(({ ts, dur }) => ts + dur));
  let next = 0;
  const placed = marks.map((mark) => {
    while ((inOrder[next]?.ts ?? Number.POSITIVE_INFINITY) < mark.ts) next++;
    return { ...mark, ts: main[next]?.ts ?? end };
  });
  return { marks: placed, main };
}

/** What took no time at all has none of its thread either. */
function hasThreadTime(event: TraceEvent): event is TraceEvent & { tts: number; tdur: number } {
  if (event.tts !== undefined && event.tdur !== undefined) return true;
  if ((event.dur ?? 0) > NO_TIME_US) throw new Error(`the trace has no thread time for “${event.name}”`);
  return false;
}

function byTime(a: TraceEvent, b: TraceEvent): number {
  return a.ts - b.ts;
}

function spanOf({ ts, dur = 0 }: TraceEvent): Span {
  return { from: ts, to: ts + dur };
}

function byStart(a: Span, b: Span): number {
  return a.from - b.from;
}

function merge(spans: readonly Span[]): Span[] {
  const merged: Span[] = [];
  for (const span of spans.toSorted(byStart)) {
    const last = merged.at(-1);
    if (last !== undefined && span.from <= last.to) last.to = Math.max(last.to, span.to);
    else merged.push({ ...span });
  }
  return merged;
}

/** Where both lists, each in order and without overlaps, have something. */
function shared(a: readonly Span[], b: readonly Span[]): Span[] {
  const found: Span[] = [];
  let [i, j] = [0, 0];
  for (let one = a[i], other = b[j]; one !== undefined && other !== undefined; one = a[i], other = b[j]) {
    const span = { from: Math.max(one.from, other.from), to: Math.min(one.to, other.to) };
    if (span.from < span.to) found.push(span);
    if (one.to < other.to) i++;
    else j++;
  }
  return found;
}

function without(a: readonly Span[], b: readonly Span[]): Span[] {
  const ends = b.flatMap(({ from, to }) => [from, to]);
  const bounds = [Number.NEGATIVE_INFINITY, ...ends, Number.POSITIVE_INFINITY];
  const rest: Span[] = [];
  for (let at = 0; at < bounds.length; at += 2) rest.push({ from: bounds[at] ?? 0, to: bounds[at + 1] ?? 0 });
  return shared(a, rest);
}

function lengthMs(spans: readonly Span[]): number {
  return spans.reduce((sum, { from, to }) => sum + to - from, 0) / 1_000;
}
