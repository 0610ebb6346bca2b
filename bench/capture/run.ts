/**
 * `npm run bench -- capture [--quick] [--time | --bytes]`: what recording costs a page: both time and bytes, or one of them.
 *
 * Chromium with the built extension uses generated shop pages of 1,000, 5,000 and 20,000 nodes by real (trusted) mouse
 * and keyboard input, three times each: without a recorder, with rrweb's in the page, and recorded by the extension,
 * its pictures included. Time is attributed from the browser's own trace, by the address of the script that was called
 * (`attribute.ts`). It is processor time of the page's main thread (`clock: "thread"`), so that what else the machine
 * does is not in it; `wallP95Ms` is the same by the clock on the wall. `p50Ms`, `p95Ms` and `startMs` are outside of
 * idle callbacks: events, mutations, timers, messages, plans of what to redact; `idleP50Ms` and `idleP95Ms` inside of
 * them: reading the page. `longestMs` is the recorder's share of one task, idle ones included. A long task counts when
 * it would be shorter than 50 ms without the recorder.
 */
import { spawnSync } from 'node:child_process';
import { launchBrowser } from '../../e2e/harness/launch-browser.ts';
import type { Cost } from './attribute.ts';
import { measureBytes, type MeasuredBytes } from './bytes.ts';
import { measureRecorder, type Measured, type RecorderName } from './measure-recorder.ts';
import { recordWithExtension } from '../../e2e/harness/record-with-extension.ts';
import { servePages } from './serve-pages.ts';

const { status, stdout, stderr } = spawnSync('wxt', ['build'], { encoding: 'utf8' });
if (status !== 0) throw new Error(`the extension does not build:\n${stdout}${stderr}`);

const NODES = [1_000, 5_000, 20_000];
const rounds = process.argv.includes('--quick') ? 1 : 3;

const timeFigures = process.argv.includes('--bytes') ? {} : await measureCost();
const byteFigures = process.argv.includes('--time') ? {} : await measureMinutes();
console.log(JSON.stringify({ ...timeFigures, ...byteFigures }));

async function measureMinutes(): Promise<Record<string, Record<string, number>>> {
  const minutes = await measureBytes();
  printBytes(minutes);
  const ofLooks = (value: (one: MeasuredBytes) => number): Record<string, number> =>
    Object.fromEntries(minutes.map((one) => [one.look, value(one)]));
  return { bytesPerMin: ofLooks(({ own }) => own), videoBytesPerMin: ofLooks(({ video }) => video.bytes) };
}

async function measureCost(): Promise<Record<string, string | number | number[]>> {
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
  return {
    nodes: NODES,
    clock: 'thread',
    p50Ms: ours.map(({ costs }) => tenth(quantile(costs.map(busyMs), 0.5))),
    p95Ms: ours.map(({ costs }) => tenth(quantile(costs.map(busyMs), 0.95))),
    wallP95Ms: ours.map(({ wallCosts }) => tenth(quantile(wallCosts.map(busyMs), 0.95))),
    idleP50Ms: ours.map(({ costs }) => tenth(quantile(costs.map(idleMs), 0.5))),
    idleP95Ms: ours.map(({ costs }) => tenth(quantile(costs.map(idleMs), 0.95))),
    longestMs: ours.map(({ longestMs }) => tenth(longestMs)),
    longTasks: ours.reduce((sum, { longTasks }) => sum + longTasks, 0),
    startMs: ours.map(({ start }) => tenth(start.busyMs)),
    rrwebP50Ms: theirs.map(({ costs }) => tenth(quantile(costs.map(busyMs), 0.5))),
    rrwebP95Ms: theirs.map(({ costs }) => tenth(quantile(costs.map(busyMs), 0.95))),
    rrwebLongestMs: theirs.map(({ longestMs }) => tenth(longestMs)),
    rrwebLongTasks: theirs.reduce((sum, { longTasks }) => sum + longTasks, 0),
    rrwebStartMs: theirs.map(({ start }) => tenth(start.busyMs)),
  };
}

/** A minute of the same browsing, in bytes; a video of fewer frames than the page had would have been larger. */
function printBytes(measured: readonly MeasuredBytes[]): void {
  console.log('\na minute of shopping, twenty interactions, in bytes');
  console.table(
    Object.fromEntries(
      measured.map(({ look, own, kinds, video }) => [
        look,
        {
          ...kinds,
          archive: own,
          video: video.bytes,
          'below video': `${tenth(100 * (1 - own / video.bytes))} %`,
          'video frames': video.frames ?? 'unknown',
          'of them dropped': video.dropped ?? 'unknown',
        },
      ]),
    ),
  );
}

function print(nodes: number, rows: [string, Measured, number][]): void {
  console.log(`\n${nodes} nodes, ${rows[0]?.[1].costs.length} interactions each (p50 / p95 ms for each interaction)`);
  console.table(Object.fromEntries(rows.map(([name, measured, bytes]) => [name, rowOf(measured, bytes)])));
}

function rowOf(
  { costs, wallCosts, start, longTasks, longestMs, seconds }: Measured,
  bytes: number,
): Record<string, number | string> {
  return {
    'in its events': both(costs.map(({ eventMs }) => eventMs)),
    'not idle': both(costs.map(busyMs)),
    'not idle, wall': both(wallCosts.map(busyMs)),
    idle: both(costs.map(idleMs)),
    'whole main thread': both(costs.map(({ pageMs }) => pageMs)),
    'start ms': tenth(start.busyMs),
    'start, idle': tenth(idleMs(start)),
    'long tasks': longTasks,
    'longest ms': tenth(longestMs),
    'kB/min': tenth((bytes / seconds) * 0.06),
  };
}

function busyMs(cost: Cost): number {
  return cost.busyMs;
}

function idleMs({ totalMs, busyMs: busy }: Cost): number {
  return totalMs - busy;
}

function both(values: readonly number[]): string {
  return `${tenth(quantile(values, 0.5))} / ${tenth(quantile(values, 0.95))}`;
}

function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

function tenth(value: number): number {
  return Math.round(value * 10) / 10;
}
