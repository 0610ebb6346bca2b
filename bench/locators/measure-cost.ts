import type { Page } from '@playwright/test';

const CARDS = 830;
const TARGETS = 100;

export type Cost = {
  /** Milliseconds of the clock to read the locators of a target at the event, of the slowest twentieth. */
  p95Ms: number;
  /** The same in processor time of the page's main thread: what other programs on the computer take does not count. */
  p95CpuMs: number;
  meanCpuMs: number;
};

/** What reading locators and fingerprint at the event costs on a page of 5,000 nodes. */
export async function measureCost(page: Page, serve: (url: string, html: string) => void): Promise<Cost> {
  serve(
    'https://bench.test/big',
    `<!doctype html><title>Big</title><ul>${Array.from({ length: CARDS }, (_, n) => `<li class="card"><h3><a href="/p/${n}">Thing ${n}</a></h3><p>£${n}.00</p><button class="add">Add to basket</button></li>`).join('')}</ul>`,
  );
  await page.goto('https://bench.test/big');
  const count = await page.evaluate((most) => window.bench.choose(most), TARGETS);
  const client = await page.context().newCDPSession(page);
  await client.send('Performance.enable', { timeDomain: 'threadTicks' });
  const taskMs = async (): Promise<number> => {
    const { metrics } = await client.send('Performance.getMetrics');
    return 1_000 * (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0);
  };
  const spent = async (work: () => Promise<unknown>): Promise<number> => {
    const before = await taskMs();
    await work();
    return (await taskMs()) - before;
  };
  const asking: number[] = [];
  const reading: number[] = [];
  const ms: number[] = [];
  for (let target = 0; target < count; target++) {
    asking.push(await spent(() => page.evaluate(() => window.bench.choose.length)));
    reading.push(await spent(async () => ms.push(await page.evaluate((index) => window.bench.cost(index), target))));
  }
  await client.detach();
  // What asking the page costs by itself is no part of it.
  const overhead = at(asking, 0.5);
  const cpu = reading.map((each) => Math.max(0, each - overhead));
  const mean = cpu.reduce((sum, each) => sum + each, 0) / cpu.length;
  return { p95Ms: rounded(at(ms, 0.95)), p95CpuMs: rounded(at(cpu, 0.95)), meanCpuMs: rounded(mean) };
}

/** The value that this share of all is below. */
function at(values: readonly number[], share: number): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length * share)] ?? 0;
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}
