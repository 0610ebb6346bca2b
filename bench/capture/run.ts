/**
 * `npm run bench -- capture [--quick]`: what recording costs a page. Builds nothing: run `wxt build` before.
 *
 * Chromium with the built extension uses generated shop pages of 1,000, 5,000 and 20,000 nodes by real (trusted) mouse
 * and keyboard input, three times each: without a recorder, with rrweb's in the page, and recorded by the extension,
 * its pictures included. Time is attributed from the browser's own trace, by the address of the script that was called
 * (`attribute.ts`). `p50Ms`, `p95Ms` and `startMs` are main-thread time outside of idle callbacks: events, mutations,
 * timers, messages, plans of what to redact. Reading the page in idle moments is in the table under “with idle”.
 * A long task counts when it would be shorter than 50 ms without the recorder.
 */
import { launchBrowser } from '../../e2e/harness/launch-browser.ts';
import type { Cost } from './attribute.ts';
import { measureBytes } from './bytes.ts';
import { measureRecorder, type Measured, type RecorderName } from './measure-recorder.ts';
import { recordWithExtension } from '../../e2e/harness/record-with-extension.ts';
import { servePages } from './serve-pages.ts';

const NODES = [1_000, 5_000, 20_000];
const rounds = process.argv.includes('--quick') ? 1 : 3;

const pages = await servePages();
const browser = await launchBrowser();
const extension = await recordWithExtension(browser);
const ours: Measured[] = [];
const theirs: Measured[] = [];
for (const nodes of NODES) {
  const trial = async (recorder: RecorderName): Promise<Measured> => {
    const url = pages.url(nodes, recorder === 'rrweb' ? recorder : undefined);
    return measureRecorder(browser.context, { url, recorder, rounds });
  };
  const plain = await trial('none');
  const rrweb = await trial('rrweb');
  await extension.start();
  const before = await extension.messageBytes();
  const own = await trial('codesight');
  const sent = (await extension.messageBytes()) - before;
  await extension.stop();
  print(nodes, [
    ['no recorder', plain, 0],
    ['rrweb', rrweb, rrweb.rrwebBytes],
    ['codesight', own, sent],
  ]);
  ours.push(own);
  theirs.push(rrweb);
}
await browser.close();
pages.close();
const perMinute = await measureBytes();
console.log(
  JSON.stringify({
    nodes: NODES,
    p50Ms: ours.map(({ costs }) => tenth(quantile(costs, 'busyMs', 0.5))),
    p95Ms: ours.map(({ costs }) => tenth(quantile(costs, 'busyMs', 0.95))),
    longTasks: ours.reduce((sum, { longTasks }) => sum + longTasks, 0),
    startMs: ours.map(({ start }) => tenth(start.busyMs)),
    rrwebStartMs: theirs.map(({ start }) => tenth(start.busyMs)),
    bytesPerMin: { still: perMinute.still, animated: perMinute.animated },
    videoBytesPerMin: { still: perMinute.videoStill, animated: perMinute.videoAnimated },
  }),
);

function print(nodes: number, rows: [string, Measured, number][]): void {
  console.log(`\n${nodes} nodes, ${rows[0]?.[1].costs.length} interactions each (p50 / p95 ms for each interaction)`);
  console.table(
    Object.fromEntries(
      rows.map(([name, { costs, start, longTasks, longestMs, seconds }, bytes]) => [
        name,
        {
          'in its events': both(costs, 'eventMs'),
          'not idle': both(costs, 'busyMs'),
          'with idle': both(costs, 'totalMs'),
          'whole main thread': both(costs, 'pageMs'),
          'start ms': tenth(start.busyMs),
          'start with idle': tenth(start.totalMs),
          'long tasks': longTasks,
          'longest ms': tenth(longestMs),
          'kB/min': tenth((bytes / seconds) * 0.06),
        },
      ]),
    ),
  );
}

function both(costs: readonly Cost[], key: keyof Cost): string {
  return `${tenth(quantile(costs, key, 0.5))} / ${tenth(quantile(costs, key, 0.95))}`;
}

function quantile(costs: readonly Cost[], key: keyof Cost, share: number): number {
  const sorted = costs.map((cost) => cost[key]).toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

function tenth(value: number): number {
  return Math.round(value * 10) / 10;
}
