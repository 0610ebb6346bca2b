import { expect, test } from '@playwright/test';
import type { Envelope } from '../extension/messages.ts';
import { stored } from '../extension/settings.ts';
import type { InteractionRow } from '../extension/store/database.ts';
import { newId } from '../shared/new-id.ts';
import { consentText, consentTextSha256 } from '../shared/session/consent-text.ts';
import { launchPlainBrowser, type PlainBrowser, type PlainPage } from './harness/plain-browser.ts';
import { serveSite, type Site } from './harness/serve-site.ts';
import { waitFor } from './harness/wait-for.ts';

const RULES = { prerender: [{ urls: ['/next', '/never'], eagerness: 'immediate' }] };
const pages: Record<string, string> = {
  '/': `<script type="speculationrules">${JSON.stringify(RULES)}</script><a href="/next">Next</a>`,
  '/next': '<h1>Kettle</h1><button>Buy</button>',
  '/never': '<h1>Toaster</h1>',
  '/plain': '<h1>Mug</h1><button>Buy</button>',
};
let site: Site;
let askedInAdvance: string[];
let browser: PlainBrowser;
test.beforeEach(async () => {
  askedInAdvance = [];
  site = await serveSite(({ url = '/', headers }, response) => {
    if (String(headers['sec-purpose']).includes('prerender')) askedInAdvance.push(url);
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.end(`<!doctype html><html lang="en"><title>Larkmoor</title>${pages[url] ?? ''}`);
  });
  browser = await launchPlainBrowser();
});
test.afterEach(async () => {
  await browser.close();
  site.close();
});

type Chrome = {
  storage: { local: { set(items: object): Promise<void> } };
  runtime: { sendMessage(envelope: Envelope): Promise<unknown> };
  tabs: { create(tab: object): Promise<{ id: number }>; get(id: number): Promise<{ url: string; status: string }> };
  windows: { create(window: object): Promise<{ tabs: { id: number }[] }> };
  scripting: {
    executeScript<Given extends unknown[], Value>(injection: {
      target: { tabId: number };
      func: (...given: Given) => Value;
      args: Given;
    }): Promise<{ result: Value }[]>;
  };
};

/** A page of the extension, with a session that records; `privateWindows` as in the participant's bounds. */
async function startRecording(privateWindows: 'never' | 'allowed'): Promise<PlainPage> {
  const options = await browser.extensionPage('options.html');
  const { version, language } = consentText;
  const textSha256 = await consentTextSha256(consentText);
  const consent = { version, language, textSha256, grantedAt: Date.now(), purposes: ['recording', 'training'] };
  const participant = { participantId: newId(Date.now()), token: 'none', serverUrl: 'http://localhost:9' };
  const bounds = { ...stored.bounds.initial, privateWindows };
  await options.evaluate(
    async (items) => {
      const { chrome } = globalThis as unknown as { chrome: Chrome };
      await chrome.storage.local.set(items);
      await chrome.runtime.sendMessage({ message: 'startSession', data: { scenarioId: null, spoken: false } });
    },
    { consent, participant, bounds },
  );
  return options;
}

/** What is stored of pages of the site: what was done, where, and in which frame, in the order of its moments. */
async function recorded(options: PlainPage): Promise<unknown[]> {
  const rows = await options.evaluate(
    () =>
      new Promise<InteractionRow[]>((resolve) => {
        const opening = indexedDB.open('codesight');
        opening.addEventListener('success', () => {
          const reading = opening.result.transaction('interactions').objectStore('interactions').getAll();
          reading.addEventListener('success', () => {
            opening.result.close();
            resolve(reading.result as InteractionRow[]);
          });
        });
      }),
  );
  return rows
    .filter(({ captured }) => captured.action.type !== 'tab')
    .toSorted((a, b) => a.at - b.at)
    .map(({ frameId, captured: { action, context } }) => {
      const path = 'page' in context ? new URL(context.page.url).pathname : null;
      return `${action.type} ${path} ${frameId}`;
    });
}

/** Presses the first element that the selector names, and answers whether the page was loaded in advance. */
function press(options: PlainPage, tabId: number, selector: string): Promise<boolean> {
  return options.evaluate(
    async (id, wanted) => {
      const { chrome } = globalThis as unknown as { chrome: Chrome };
      const [answer] = await chrome.scripting.executeScript({
        target: { tabId: id },
        args: [wanted],
        func: (given) => {
          document.querySelector<HTMLElement>(given)?.click();
          const [entry] = performance.getEntriesByType('navigation') as { activationStart?: number }[];
          return (entry?.activationStart ?? 0) > 0;
        },
      });
      return answer?.result ?? false;
    },
    tabId,
    selector,
  );
}

const arrived = (options: PlainPage, tabId: number, path: string): Promise<boolean> =>
  waitFor(`The page ${path}`, () =>
    options.evaluate(
      async (id, end) => {
        const { url, status } = await (globalThis as unknown as { chrome: Chrome }).chrome.tabs.get(id);
        return url.endsWith(end) && status === 'complete' ? true : undefined;
      },
      tabId,
      path,
    ),
  );

test('F11: of a page that the browser has loaded in advance nothing is recorded before somebody comes to it, and then everything is', async () => {
  const options = await startRecording('never');
  const tab = await options.evaluate(
    async (url) => (await (globalThis as unknown as { chrome: Chrome }).chrome.tabs.create({ url })).id,
    `${site.url}/`,
  );
  await expect.poll(() => askedInAdvance.toSorted(), { timeout: 30_000 }).toEqual(['/never', '/next']);
  // Their recorders have had time to begin.
  await expect.poll(() => recorded(options)).toEqual(['navigation / 0']);
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  expect(await recorded(options)).toEqual(['navigation / 0']);

  await press(options, tab, 'a');
  await arrived(options, tab, '/next');
  expect(await press(options, tab, 'button')).toBe(true);
  await expect
    .poll(() => recorded(options))
    .toEqual(['navigation / 0', 'click / 0', 'navigation /next 0', 'click /next 0']);
});

for (const [privateWindows, expected] of [
  ['never', []],
  ['allowed', ['navigation /plain 0', 'click /plain 0']],
] as const) {
  test(`F12: in a private window that the extension is let into, ${privateWindows === 'never' ? 'nothing is recorded' : 'recording has to be allowed as well'}`, async () => {
    await browser.allowPrivateWindows();
    const options = await startRecording(privateWindows);
    const tab = await options.evaluate(async (url) => {
      const { windows } = (globalThis as unknown as { chrome: Chrome }).chrome;
      return (await windows.create({ url, incognito: true })).tabs[0]?.id ?? -1;
    }, `${site.url}/plain`);
    await arrived(options, tab, '/plain');
    await press(options, tab, 'button');
    await expect.poll(() => recorded(options)).toEqual(expected);
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    expect(await recorded(options)).toEqual(expected);
  });
}
