import { expect, test } from '@playwright/test';
import type { InteractionRow } from '../extension/store/database.ts';
import { launchBrowser } from './harness/launch-browser.ts';
import { enrol, readRows, startSession } from './harness/participant.ts';
import { startServer } from './harness/start-server.ts';
import { waitFor } from './harness/wait-for.ts';

const ACTIONS = 500;
const STOPS = 20;
const SEED = 20_261_121;

/** Mulberry32: the same seed gives the same numbers. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const BUTTONS = Array.from({ length: 8 }, (_, n) => `<button style="left:${n * 100}px">B${n}</button>`).join('');
const BOXES = Array.from(
  { length: 8 },
  (_, n) => `<input type="checkbox" aria-label="C${n}" style="left:${n * 100}px">`,
);
const PAGE = `<!doctype html><style>button,input{position:absolute;width:80px;height:40px;margin:0}input{top:100px}</style><body>${BUTTONS}${BOXES.join('')}`;

test('500 rapid actions with the service worker stopped 20 times: nothing is missing, nothing twice, the order kept', async () => {
  const [server, browser] = await Promise.all([startServer(), launchBrowser()]);
  try {
    const { code } = await server.api<{ code: string }>('POST', '/v1/admin/enrolment-codes', {
      label: 'test',
      uses: 1,
    });
    await (await enrol(browser, server.url, code)).close();
    await startSession(browser, null);
    const page = await browser.context.newPage();
    await page.route('http://rapid.test/', (route) => route.fulfill({ contentType: 'text/html', body: PAGE }));
    await page.goto('http://rapid.test/');
    await page.waitForTimeout(500);

    const random = randomFrom(SEED);
    const stops = new Set<number>();
    while (stops.size < STOPS) stops.add(Math.floor(random() * ACTIONS));
    const done: string[] = [];
    for (let index = 0; index < ACTIONS; index++) {
      const [kind, n] = [random(), Math.floor(random() * 8)];
      if (kind < 0.2) {
        await page.keyboard.press('Escape');
        done.push('key');
      } else {
        const isBox = kind < 0.4;
        await page.mouse.click(n * 100 + 40, isBox ? 120 : 20);
        done.push(...(isBox ? [`click C${n}`, `change C${n}`] : [`click B${n}`]));
      }
      if (stops.has(index)) await browser.stopServiceWorker();
    }

    const popup = await browser.openExtensionPage('popup.html');
    const kinds = new Set(['click', 'change', 'key']);
    const read = async (): Promise<InteractionRow[]> => {
      const rows = (await readRows(popup, 'interactions')) as unknown as InteractionRow[];
      return rows.filter(({ captured }) => kinds.has(captured.action.type));
    };
    const rows = await waitFor('The last interaction', async () => {
      const stored = await read();
      return stored.length >= done.length ? stored : undefined;
    });
    const recorded = rows
      .toSorted((a, b) => a.at - b.at || a.captured.sequence - b.captured.sequence)
      .map(({ captured: { action, locators } }) =>
        action.type === 'key' || !('target' in locators) ? action.type : `${action.type} ${locators.target.name}`,
      );
    expect(recorded).toEqual(done);
  } finally {
    await browser.close();
    await server.remove();
  }
});
