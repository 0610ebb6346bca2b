import type { BrowserContext, Page } from '@playwright/test';
import { attribute, type Cost } from './attribute.ts';
import { traced } from './trace-page.ts';
import { usePage } from './use-page.ts';

export type RecorderName = 'none' | 'rrweb' | 'codesight';

/** What one recorder cost on one page. */
export type Measured = {
  /** In processor time, as is everything here that does not say otherwise. */
  costs: Cost[];
  /** By the clock on the wall: other processes' load is in it. */
  wallCosts: Cost[];
  start: Cost;
  longTasks: number;
  longestMs: number;
  /** What rrweb would send, as JSON; 0 for the others. */
  rrwebBytes: number;
  seconds: number;
};

export type Trial = { url: string; recorder: RecorderName; rounds: number };

/** How scripts are told apart in a trace; a page without a recorder has none of this name. */
const SCRIPTS: Record<RecorderName, string> = {
  none: 'no-recorder-here',
  rrweb: '/rrweb.js',
  codesight: 'chrome-extension://',
};
/** After the load event; by then pages are read, snapshots taken, and the first picture is planned. */
const START_MS = 2_500;

/** Loads the page, uses it as a person would, and attributes the main thread's time to the recorder. */
export async function measureRecorder(context: BrowserContext, trial: Trial): Promise<Measured> {
  const page = await context.newPage();
  await page.bringToFront();
  let marks = 0;
  const mark = async (): Promise<void> => {
    await page.evaluate((name) => void performance.mark(name), `bench:${marks++}`);
  };
  const startEvents = await traced(context, async () => {
    await page.goto(trial.url);
    await page.waitForTimeout(START_MS);
    await page.evaluate(() => {
      performance.mark('bench:0', { startTime: 0 });
      performance.mark('bench:1');
    });
  });
  const from = Date.now();
  const events = await traced(context, () => usePage(page, trial.rounds, mark));
  const seconds = (Date.now() - from) / 1_000;
  const script = SCRIPTS[trial.recorder];
  const start = attribute(startEvents, script, 'thread');
  const used = attribute(events, script, 'thread');
  const [first] = start.costs;
  if (first === undefined || used.costs.length === 0) throw new Error('the trace holds no marks');
  const rrwebBytes = trial.recorder === 'rrweb' ? await rrwebBytesOf(page) : 0;
  await page.close();
  return {
    costs: used.costs,
    wallCosts: attribute(events, script, 'wall').costs,
    start: first,
    longTasks: start.longTasks + used.longTasks,
    longestMs: Math.max(start.longestMs, used.longestMs),
    rrwebBytes,
    seconds: seconds + START_MS / 1_000,
  };
}

function rrwebBytesOf(page: Page): Promise<number> {
  return page.evaluate(() =>
    (window as unknown as { rrwebEvents: unknown[] }).rrwebEvents.reduce<number>(
      (sum, event) => sum + new TextEncoder().encode(JSON.stringify(event)).length,
      0,
    ),
  );
}
