import type { Page } from '@playwright/test';

const CARDS = 830;
const TARGETS = 200;

export type Cost = {
  /** Milliseconds of the clock to read the locators of a target at the event, of the slowest twentieth. */
  p95Ms: number;
  /** The same by the processor time of the page's main thread, the mean: other programs on the computer do not count. */
  meanCpuMs: number;
};

/** What reading locators and fingerprint at the event costs on a page of 5,000 nodes. */
export async function measureCost(page: Page, serve: (url: string, html: string) => void): Promise<Cost> {
  serve(
    'https://bench.test/big',
    `<!doctype html><title>Big</title><ul>${Array.from({ length: CARDS }, (_, n) => `<li class="card"><h3><a href="/p/${n}">Thing ${n}</a></h3><p>£${n}.00</p><button class="add">Add to basket</button></li>`).join('')}</ul>`,
  );
  await page.goto('https://bench.test/big');
  await page.evaluate((count) => window.bench.choose(count), TARGETS);
  const client = await page.context().newCDPSession(page);
  await client.send('Performance.enable', { timeDomain: 'threadTicks' });
  const taskMs = async (): Promise<number> => {
    const { metrics } = await client.send('Performance.getMetrics');
    return 1_000 * (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0);
  };
  const before = await taskMs();
  const ms = await page.evaluate(() => window.bench.cost());
  const cpuMs = (await taskMs()) - before;
  await client.detach();
  const sorted = ms.sort((a, b) => a - b);
  const rounded = (value: number): number => Math.round(value * 100) / 100;
  return { p95Ms: rounded(sorted[Math.floor(sorted.length * 0.95)] ?? 0), meanCpuMs: rounded(cpuMs / TARGETS) };
}
