import type { Page } from '@playwright/test';
import type { Recorded, Tested, Verdict } from './in-page.ts';
import type { Case } from './learn.ts';
import { severities } from './mutate.ts';

export type Test = Tested & { playwright: Verdict; severity: number };
export type Measured = { tests: Test[]; ms: number[] };

const NARROW = { width: 600, height: 900 };
const WIDE = { width: 1280, height: 800 };

type Amount = { targets: number; repeats: number; seed: number };

/** Records targets of a page, and looks for them again on the same page changed in every severity. */
export async function measurePage(page: Page, url: string, amount: Amount): Promise<Measured> {
  const count = await open(page, url, amount.targets);
  const recorded = await page.evaluate(() => window.bench.record());
  const selectors: (string | null)[] = [];
  for (let index = 0; index < count; index++) selectors.push(await playwrightSelector(page, index));
  const tests: Test[] = [];
  await eachChange(page, url, amount, async (severity) => {
    tests.push(...(await testAll(page, recorded, selectors)).map((each) => ({ ...each, severity })));
  });
  return { tests, ms: recorded.map(({ ms }) => ms) };
}

/** The same pages and changes as `measurePage`, as cases to learn from. */
export async function casesOf(page: Page, url: string, amount: Amount): Promise<Case[]> {
  await open(page, url, amount.targets);
  const recorded = await page.evaluate(() => window.bench.record());
  const cases: Case[] = [];
  await eachChange(page, url, amount, async (severity) => {
    cases.push({ page: url, severity, ...(await page.evaluate((each) => window.bench.facts(each), recorded)) });
  });
  return cases;
}

async function eachChange(
  page: Page,
  url: string,
  { targets, repeats, seed }: Amount,
  look: (severity: number) => Promise<void>,
): Promise<void> {
  for (const [at] of severities.entries()) {
    for (let repeat = 0; repeat < repeats; repeat++) {
      await open(page, url, targets);
      const change = seed + at * 100 + repeat;
      await page.evaluate(([severity, from]) => window.bench.mutate(severity, from), [at + 1, change] as const);
      // A narrower window is one more thing that changes, every third time.
      if (change % 3 === 0) await page.setViewportSize(NARROW);
      await look(at + 1);
      await page.setViewportSize(WIDE);
    }
  }
}

async function open(page: Page, url: string, targets: number): Promise<number> {
  await page.goto(url, { waitUntil: 'load' });
  return page.evaluate((most) => window.bench.choose(most), targets);
}

/** What Playwright's own code generator writes for the element: `normalize` runs that generator. */
async function playwrightSelector(page: Page, index: number): Promise<string | null> {
  await page.evaluate((at) => window.bench.mark(at), index);
  const normal = await page.locator('[data-bench]').normalize();
  await page.evaluate((at) => window.bench.unmark(at), index);
  const selector: unknown = Reflect.get(normal, '_selector'); // not public, and the only place where it is told
  return typeof selector === 'string' ? selector : null;
}

async function testAll(
  page: Page,
  recorded: Recorded[],
  selectors: (string | null)[],
): Promise<(Tested & { playwright: Verdict })[]> {
  const tested = await page.evaluate((each) => window.bench.test(each), recorded);
  const all: (Tested & { playwright: Verdict })[] = [];
  for (const [index, each] of tested.entries()) {
    const selector = selectors[index];
    if (typeof selector !== 'string') throw new Error('Playwright no longer tells the selector that it generated');
    const indexes = await page
      .locator(selector)
      .evaluateAll((elements) => elements.map((element) => window.bench.indexOf(element)));
    const missing = each.isGone ? 'found' : 'missing';
    all.push({ ...each, playwright: indexes.length !== 1 ? missing : indexes[0] === index ? 'found' : 'wrong' });
  }
  return all;
}
