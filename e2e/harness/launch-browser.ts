import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium, type BrowserContext, type CDPSession, type Page } from '@playwright/test';
import { waitFor } from './wait-for.ts';
import { chromiumArguments } from '../setup/chromium-arguments.ts';
import { requireChromium } from '../setup/find-chromium.ts';

const EXTENSION = fileURLToPath(new URL('../../.output/chrome-mv3', import.meta.url));

export type RecordedBrowser = {
  context: BrowserContext;
  extensionId: string;
  /** Opens one of the extension's own pages in a window of its own, as popup and side panel are: no shop tab is covered. */
  openExtensionPage(path: string): Promise<Page>;
  /** Stops the service worker at once, as Chrome does when it likes. */
  stopServiceWorker(): Promise<void>;
  close(): Promise<void>;
};

/** Chromium with the built extension in a fresh profile, or in the given one, as after a restart; `args` are arguments of its own, `without` those of Playwright's that it does not get. */
export async function launchBrowser({
  headed = false,
  profile,
  args = [],
  without = [],
}: {
  headed?: boolean;
  profile?: string;
  args?: readonly string[];
  without?: string[];
} = {}): Promise<RecordedBrowser> {
  const folder = profile ?? (await mkdtemp(join(tmpdir(), 'codesight-profile-')));
  const context = await chromium.launchPersistentContext(folder, {
    executablePath: requireChromium(),
    headless: !headed,
    ignoreDefaultArgs: without,
    viewport: headed ? null : { width: 1280, height: 800 },
    args: [
      `--disable-extensions-except=${EXTENSION}`,
      `--load-extension=${EXTENSION}`,
      ...chromiumArguments,
      ...args,
      ...(headed ? [] : ['--disable-gpu']),
    ],
  });
  const worker = context.serviceWorkers()[0] ?? (await context.waitForEvent('serviceworker', { timeout: 30_000 }));
  const extensionId = new URL(worker.url()).host;
  return {
    context,
    extensionId,
    async openExtensionPage(path) {
      const before = new Set(context.pages());
      const session = await connect(context);
      await session.send('Target.createTarget', { url: `chrome-extension://${extensionId}/${path}`, newWindow: true });
      await session.detach();
      // The extension opens pages by itself too: what counts is the new one at this address.
      const page = await waitFor(`The page ${path}`, async () =>
        context.pages().find((one) => !before.has(one) && one.url().endsWith(`/${path}`)),
      );
      await page.waitForLoadState('load');
      return page;
    },
    stopServiceWorker: () => stopServiceWorker(context),
    async close() {
      await context.close();
      if (profile === undefined) await rm(folder, { recursive: true, force: true });
    },
  };
}

async function stopServiceWorker(context: BrowserContext): Promise<void> {
  const session = await connect(context);
  const { targetInfos } = await session.send('Target.getTargets');
  for (const { type, targetId } of targetInfos) {
    if (type === 'service_worker') await session.send('Target.closeTarget', { targetId });
  }
  await session.detach();
}

async function connect(context: BrowserContext): Promise<CDPSession> {
  const browser = context.browser();
  if (!browser) throw new Error('the browser is closed');
  return browser.newBrowserCDPSession();
}
