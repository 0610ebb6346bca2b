import { chromium, type Page } from '@playwright/test';
import { chromiumArguments } from '../../e2e/setup/chromium-arguments.ts';
import { requireChromium } from '../../e2e/setup/find-chromium.ts';
import { startShop } from '../../e2e/shop/server.ts';
import type { Verdict } from './in-page.ts';
import { benchScript } from './bench-script.ts';
import { measurePage, type Measured } from './measure-page.ts';
import { measureRedesign } from './measure-redesign.ts';
import { testPages, trainingPages } from './pages.ts';
import { printLearned, printTable, type Level } from './report.ts';

/**
 * How many recorded targets are found again after a page changed, by severity of the change, for ours and for three
 * generators in use today. `--quick`: fewer targets and one change of each severity. `--learn`: measures the training
 * pages instead and prints what `shared/locate/agreement.ts` should say.
 */
const flags = new Set(process.argv.slice(3));
const quick = flags.has('--quick');
const learn = flags.has('--learn');
const shop = await startShop();
const redesigned = await startShop({ variant: 'b' });
const browser = await chromium.launch({
  executablePath: requireChromium(),
  args: [...chromiumArguments, '--disable-gpu'],
});
const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
await page.addInitScript({ content: await benchScript() });

const shopPaths = ['/', '/category/kitchen', '/product/squall-raincoat', '/checkout', '/sign-in', '/outlet'];
const made = (learn ? trainingPages : testPages).map(({ name, html }, n) => ({
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
const pages = [
  ...made,
  ...(learn ? [] : shopPaths.map((path) => ({ name: `shop ${path}`, url: `${shop.url}${path}` }))),
];

const results: Measured[] = [];
for (const [n, { name, url }] of pages.entries()) {
  const measured = await measurePage(page, url, {
    targets: quick ? 8 : 20,
    repeats: quick ? 1 : 2,
    seed: n * 1_000 + (learn ? 500_000 : 1),
  });
  results.push(measured);
  const all = measured.tests.map(({ ours }) => ours);
  const share = (verdict: Verdict): string =>
    `${Math.round((100 * all.filter((each) => each === verdict).length) / Math.max(1, all.length))} %`;
  console.log(
    `${name.padEnd(26)} ${String(measured.ms.length).padStart(3)} targets: ours found ${share('found')}, wrong ${share('wrong')}`,
  );
}
const levels: Level[] = printTable(results);
if (learn) printLearned(results);
else
  await measureRedesign(
    page,
    shopPaths.map((path) => [`${shop.url}${path}`, `${redesigned.url}${path}`]),
  );
const p95Ms = await measureCost(page);
await browser.close();
await shop.close();
await redesigned.close();
console.log(JSON.stringify({ levels, p95Ms }));

/** Milliseconds to read the locators of a target on a page of 5,000 nodes, at the event: the slowest twentieth. */
async function measureCost(on: Page): Promise<number> {
  documents.set(
    'https://bench.test/big',
    `<!doctype html><title>Big</title><ul>${Array.from({ length: 830 }, (_, n) => `<li class="card"><h3><a href="/p/${n}">Thing ${n}</a></h3><p>£${n}.00</p><button class="add">Add to basket</button></li>`).join('')}</ul>`,
  );
  await on.goto('https://bench.test/big');
  const ms = await on.evaluate(() => {
    window.bench.choose(100);
    return window.bench.record().map((each) => each.ms);
  });
  return Math.round((ms.sort((a, b) => a - b)[Math.floor(ms.length * 0.95)] ?? 0) * 100) / 100;
}
