import type { Page } from '@playwright/test';
import { type Site, serveSite } from '../harness/serve-site.ts';
import { type Deed, FOLLOW, thingsOn } from './plan-visit.ts';

const COLUMNS = 6;
const [CELL_WIDTH, CELL_HEIGHT] = [200, 70];
/** What is typed: no part of it is private, and none of it is asked for. */
const WORD = 'lamp';

/** Serves pages of made-up things at fixed places, so that the driver need not look for them. */
export function serveMadeUpPages(): Promise<Site> {
  return serveSite(({ url = '/' }, response) => {
    const page = Number(/^\/(\d)/.exec(url)?.[1] ?? 0);
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(htmlOf(page));
  });
}

export const addressOf = (site: string, page: number): string => `${site}/${page}`;

function htmlOf(page: number): string {
  const things = thingsOn(page).map(({ act, name }, index) => {
    const { left, top } = cell(index);
    const style = `style="left:${left}px;top:${top}px"`;
    if (act === 'tick') return `<input type="checkbox" aria-label="${name}" ${style}>`;
    if (act === 'type') return `<input type="search" name="q" aria-label="${name}" ${style}>`;
    if (act === 'follow') return `<a href="/${page + 1}" ${style}>${FOLLOW}</a>`;
    return `<button ${style}>${name}</button>`;
  });
  return `<!doctype html><html lang="en"><title>Made-up things, page ${page + 1}</title>
<style>button,input,a{position:absolute;width:160px;height:36px;margin:0}</style><body>${things.join('')}`;
}

const cell = (index: number) => ({
  left: (index % COLUMNS) * CELL_WIDTH + 10,
  top: Math.floor(index / COLUMNS) * CELL_HEIGHT + 10,
});

/** Does it as a person does, with mouse and keyboard; resolves when the browser has taken it. */
export async function doDeed(page: Page, site: string, deed: Deed): Promise<void> {
  const index = thingsOn(deed.page).findIndex(({ name }) => name === deed.name);
  const { left, top } = cell(index);
  await page.mouse.click(left + 80, top + 18);
  if (deed.act === 'type') await page.keyboard.type(WORD, { delay: 8 });
  if (deed.act === 'follow') await page.waitForURL(addressOf(site, deed.page + 1));
}
