import type { Page } from '@playwright/test';
import type { Recorded } from './in-page.ts';

const TARGETS = 60;

/**
 * The demo shop as it is and after its redesign, which was written without this bench in mind. Of the targets those
 * count whose counterpart is certain: links whose address both versions have exactly once.
 */
export async function measureRedesign(page: Page, pairs: readonly (readonly [string, string])[]): Promise<void> {
  const counts = { found: 0, wrong: 0, missing: 0 };
  for (const [before, after] of pairs) {
    await page.goto(before);
    await page.evaluate((most) => window.bench.choose(most), TARGETS);
    const recorded = await page.evaluate(() => window.bench.record());
    const known = await uniqueLinks(page);
    await page.goto(after);
    const still = new Set(await uniqueLinks(page));
    const certain = recorded.filter((each) => known.some((href) => hrefOf(each) === href && still.has(href)));
    for (const verdict of await page.evaluate((these) => window.bench.testLinks(these), certain)) counts[verdict]++;
  }
  const all = counts.found + counts.wrong + counts.missing;
  console.log(
    `ours, the demo shop after its redesign: ${counts.found} found, ${counts.wrong} wrong, ${counts.missing} missing of ${all} links`,
  );
}

function hrefOf({ locators }: Recorded): string {
  const href = locators.fingerprint.attributes.href ?? '';
  return URL.canParse(href) ? new URL(href).pathname + new URL(href).search : '';
}

/** Paths that exactly one link of the page leads to. */
async function uniqueLinks(page: Page): Promise<string[]> {
  const paths = await page.locator('a[href]').evaluateAll(
    (links) =>
      links.map((link) => new URL((link as HTMLAnchorElement).href)).map(({ pathname, search }) => pathname + search), // anchors by their selector
  );
  return paths.filter((path) => paths.indexOf(path) === paths.lastIndexOf(path));
}
