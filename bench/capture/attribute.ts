/** One event of a Chromium trace; times in microseconds. */
export type TraceEvent = {
  name: string;
  ph: string;
  pid: number;
  tid: number;
  ts: number;
  dur?: number;
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

type Span = { from: number; to: number };

const LONG_TASK_MS = 50;
const INPUT = /^(pointer|mouse|key|click|auxclick|dblclick|wheel|scroll|input|beforeinput|change|submit|focus|blur)/;

/**
 * Attributes main-thread time to the script whose address holds `script`: every call from the browser into it
 * (`FunctionCall`, which names the script's address), its evaluation and compilation, with everything that they cause
 * (forced styles and layout, garbage collection), and the microtasks right after one of its calls. What lies between
 * the marks `bench:0`, `bench:1`, … belongs to the first of them. A task of 50 ms or more counts as the recorder's
 * when it would be shorter without the recorder's share.
 */
export function attribute(events: readonly TraceEvent[], script: string): Attribution {
  const marks = events.filter(({ name }) => /^bench:\d+$/.test(name)).toSorted((a, b) => a.ts - b.ts);
  const [first] = marks;
  if (first === undefined) return { costs: [], longTasks: 0, longestMs: 0 };
  const main = events.filter(({ pid, tid, ph }) => pid === first.pid && tid === first.tid && ph === 'X');
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
