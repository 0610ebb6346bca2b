import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { chromium } from '@playwright/test';
import { chromiumArguments } from '../../e2e/setup/chromium-arguments.ts';
import { requireChromium } from '../../e2e/setup/find-chromium.ts';
import { startShop } from '../../e2e/shop/server.ts';
import type { Verdict } from './in-page.ts';
import { pageScript } from '../page-script.ts';
import { crossCheck } from './cross-check.ts';
import type { Case } from './learn.ts';
import { measureCost, type Cost } from './measure-cost.ts';
import { casesOf, measurePage, type Measured } from './measure-page.ts';
import { measureRedesign } from './measure-redesign.ts';
import { trainingPages, tuningPages } from './pages.ts';
import { overallWrong, printKinds, printTable } from './report.ts';
import { testPages } from './test-pages.ts';
import { writeLearned } from './write-learned.ts';

/**
 * How many recorded targets are found again after a page changed, by severity of the change, for ours and for three
 * generators in use today. A target that a change took out of its page counts as well: there, none is right.
 *
 * The pages that are measured (`test-pages.ts` and the demo shop) have no part in the resolver's numbers. Those were
 * learned on `pages.ts`, and all choices of how to learn them were made by leaving out one family of these at a time.
 * An earlier version of this bench had pages of its present training families among its test, some of them changed
 * after their results had been seen; the families of `test-pages.ts` were written afterwards, before anything was
 * learned anew.
 *
 * `--quick`: fewer targets and one change of each severity. `--dev`: the pages that the resolver learns from, for
 * looking at while changing it. `--learn`: learns anew and writes `shared/locate/agreement.ts`; with `--again` from the
 * cases that the last `--learn` kept in `out/`. `--cross`: learns without each family in turn, and tells how it is
 * found then. `--cost`: only what reading locators costs at the event.
 */
const flags = new Set(process.argv.slice(3));
const quick = flags.has('--quick');
const amount = { targets: quick ? 8 : 20, repeats: quick ? 1 : 2 };
const keptCases = new URL('../../out/locator-cases.json', import.meta.url);
const shop = await startShop();
const redesigned = await startShop({ variant: 'b' });
const browser = await chromium.launch({
  executablePath: requireChromium(),
  args: [...chromiumArguments, '--disable-gpu'],
});
const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
await page.addInitScript({ content: await pageScript(new URL('in-page.ts', import.meta.url)) });

const shopPaths = ['/', '/category/kitchen', '/product/squall-raincoat', '/checkout', '/sign-in', '/outlet'];
const learning = flags.has('--learn') || flags.has('--cross');
const ofTraining = learning || flags.has('--dev');
const made = (ofTraining ? [...trainingPages, ...tuningPages] : testPages).map(({ name, html }, n) => ({
  name,
  url: `https://bench.test/${n}`,
  html,
}));
const documents = new Map(made.map(({ url, html }) => [url, html]));
await page.route('https://bench.test/**', (route) => {
  const html = documents.get(route.request().url());
  return route.fulfill(
    html === undefined ? { status: 404, body: '' } : { contentType: 'text/html; charset=utf-8', body: html },
  );
});
if (learning) learnFrom(await cases());
else if (flags.has('--cost')) console.log(JSON.stringify(await cost()));
else await measure();
await browser.close();
await shop.close();
await redesigned.close();

async function cases(): Promise<Case[]> {
  if (flags.has('--again') && existsSync(keptCases)) return JSON.parse(readFileSync(keptCases, 'utf8')) as Case[]; // our own file
  const all: Case[] = [];
  for (const [n, { name, url }] of made.entries()) {
    const these = await casesOf(page, url, { ...amount, repeats: 3, seed: n * 1_000 + 500_000 });
    all.push(...these.map((each) => ({ ...each, page: name })));
    console.log(`${name.padEnd(26)} ${these.length} changed pages`);
  }
  mkdirSync(new URL('.', keptCases), { recursive: true });
  writeFileSync(keptCases, JSON.stringify(all));
  return all;
}

function learnFrom(all: readonly Case[]): void {
  printKinds(all);
  if (flags.has('--learn')) writeLearned(all);
  if (flags.has('--cross')) crossCheck(all);
}

async function measure(): Promise<void> {
  const ofShop = ofTraining ? [] : shopPaths.map((path) => ({ name: `shop ${path}`, url: `${shop.url}${path}` }));
  const results: Measured[] = [];
  for (const [n, { name, url }] of [...made, ...ofShop].entries()) {
    const measured = await measurePage(page, url, { ...amount, seed: n * 1_000 + (ofTraining ? 500_000 : 1) });
    results.push(measured);
    const all = measured.tests.map(({ ours }) => ours);
    const share = (verdict: Verdict): string =>
      `${Math.round((100 * all.filter((each) => each === verdict).length) / Math.max(1, all.length))} %`;
    console.log(
      `${name.padEnd(26)} ${String(measured.ms.length).padStart(3)} targets: ours found ${share('found')}, wrong ${share('wrong')}`,
    );
  }
  const levels = printTable(results);
  if (!ofTraining)
    await measureRedesign(
      page,
      shopPaths.map((path) => [`${shop.url}${path}`, `${redesigned.url}${path}`]),
    );
  console.log(JSON.stringify({ levels, overallWrong: overallWrong(results), ...(await cost()) }));
}

function cost(): Promise<Cost> {
  return measureCost(page, (url, html) => documents.set(url, html));
}
