import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import type { Envelope } from '../../extension/messages.ts';
import { launchBrowser, type RecordedBrowser } from '../harness/launch-browser.ts';
import { enrol } from '../harness/participant.ts';
import { waitFor } from '../harness/wait-for.ts';
import { pause } from './pass-on.ts';
import { committedTraces, currentSession, outbox, published } from './read-device.ts';

type Chrome = { runtime: { sendMessage(envelope: Envelope): Promise<unknown>; reload(): void } };

/** A participant's browser that may die and be started again on the same profile. */
export type BrowserDevice = {
  profile: string;
  browser(): RecordedBrowser;
  /** The tab in which she shops; a new one when the old one is gone. */
  shop(): Promise<Page>;
  /** Starts a session, and waits until pages know of it. @returns its id */
  start(): Promise<string>;
  stop(): Promise<void>;
  /** Whether the toolbar says that recording is paused. */
  isPaused(): Promise<boolean>;
  /** Goes on with the recording where there is room again, and waits until pages know of it. */
  goOn(): Promise<void>;
  /** Presses “send now”; what comes of it is seen in the outbox. */
  sync(): Promise<void>;
  committed(sessionId: string): Promise<ReadonlySet<string>>;
  outbox(): ReturnType<typeof outbox>;
  /** Ends everything of the extension at once, as an update or switching it off does; it is back with the next start of the browser. */
  endExtension(): Promise<void>;
  /** SIGKILL to the whole browser. */
  kill(): Promise<void>;
  launch(): Promise<void>;
  /** Nothing happens to one that is dead. */
  close(): Promise<void>;
};

const TRIES = 40;
const ABANDONED_MS = 4_000;

export async function browserDevice(
  profile: string | undefined,
  joining?: { serverUrl: string; code: string },
): Promise<BrowserDevice> {
  const folder = profile ?? (await mkdtemp(join(tmpdir(), 'codesight-chaos-profile-')));
  let life: { browser: RecordedBrowser; control: Page; pid: number; shop: Page | undefined } | undefined;
  const alive = () => {
    if (life === undefined) throw new Error('The browser is dead.');
    return life;
  };
  const launch = async (): Promise<void> => {
    const browser = await launchBrowser({ profile: folder });
    const control = await browser.openExtensionPage('options.html');
    life = { browser, control, pid: await processOf(browser), shop: undefined };
  };
  const command = async (envelope: Envelope): Promise<void> => {
    const sending = alive().control.evaluate(
      (sent) => (globalThis as unknown as { chrome: Chrome }).chrome.runtime.sendMessage(sent).then(() => undefined),
      envelope,
    );
    // The service worker may be stopped before it answers: whether it was heard is seen in the store.
    await Promise.race([sending.catch(() => undefined), pause(ABANDONED_MS)]);
  };
  const until = async (isDone: () => Promise<boolean>, envelope: Envelope): Promise<void> => {
    for (let tries = 0; tries < TRIES; tries++) {
      if (await isDone()) return;
      await command(envelope);
      await pause(50);
    }
    throw new Error(`${envelope.message} was not heard.`);
  };
  const session = () => currentSession(alive().control);
  const isPaused = async (): Promise<boolean> => (await published(alive().control))?.paused === true;

  await launch();
  if (joining !== undefined) await (await enrol(alive().browser, joining.serverUrl, joining.code)).close();
  return {
    profile: folder,
    browser: () => alive().browser,
    launch,
    committed: (sessionId) => committedTraces(alive().control, sessionId),
    outbox: () => outbox(alive().control),
    shop: async () => {
      const { browser, shop } = alive();
      if (shop !== undefined && !shop.isClosed()) return shop;
      const page = await browser.context.newPage();
      page.once('crash', () => void page.close().catch(() => undefined));
      alive().shop = page;
      return page;
    },
    start: async () => {
      await until(async () => (await session()) !== undefined, {
        message: 'startSession',
        data: { scenarioId: null, spoken: false },
      });
      return waitFor('Word to the pages that they are recorded', async () => {
        const id = await session();
        return id !== undefined && (await published(alive().control))?.sessionId === id ? id : undefined;
      });
    },
    stop: () =>
      until(async () => (await session()) === undefined, { message: 'stopSession', data: { gaveUpReason: null } }),
    isPaused,
    goOn: () => until(async () => !(await isPaused()), { message: 'resumeSession', data: {} }),
    sync: () => command({ message: 'syncNow', data: {} }),
    endExtension: async () => {
      const { browser, control } = alive();
      // It does not live to answer.
      control
        .evaluate(() => (globalThis as unknown as { chrome: Chrome }).chrome.runtime.reload())
        .catch(() => undefined);
      await waitFor('The end of the extension', async () =>
        browser.context.serviceWorkers().length === 0 ? true : undefined,
      );
      life = undefined;
      await browser.close();
      await launch();
    },
    kill: async () => {
      const { pid, browser } = alive();
      const gone = new Promise((resolve) => browser.context.once('close', resolve));
      process.kill(pid, 'SIGKILL');
      await gone;
      life = undefined;
    },
    close: async () => {
      const browser = life?.browser;
      life = undefined;
      await browser?.close();
    },
  };
}

async function processOf({ context }: RecordedBrowser): Promise<number> {
  const browser = context.browser();
  if (browser === null) throw new Error('The browser is closed.');
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  await session.detach();
  const found = processInfo.find(({ type }) => type === 'browser');
  if (found === undefined) throw new Error('The browser does not know its own process.');
  return found.id;
}
