import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromiumArguments } from '../setup/chromium-arguments.ts';
import { requireChromium } from '../setup/find-chromium.ts';
import { waitFor } from './wait-for.ts';

const EXTENSION = fileURLToPath(new URL('../../.output/chrome-mv3', import.meta.url));
/** Fixed by the key in its manifest. */
const EXTENSION_ID = 'lbiffehhbbcolgccpjpnopfcpaoeblco';

/** A page that is looked into; nobody looks into any other. */
export type PlainPage = {
  /** What a function, which may use nothing but its arguments, answers there. @throws Error with what it threw. */
  evaluate<Given extends unknown[], Value>(work: (...given: Given) => Value, ...given: Given): Promise<Awaited<Value>>;
};

/**
 * Chromium with the built extension, in which nobody is attached to the pages: Chromium prerenders nothing for pages that
 * a debugger looks into, and does not let one choose what extensions may do in private windows.
 */
export type PlainBrowser = {
  /** Lets the extension into private windows, as the participant does on the browser's own page, and waits until it is back. */
  allowPrivateWindows(): Promise<void>;
  extensionPage(path: string): Promise<PlainPage>;
  open(url: string): Promise<PlainPage>;
  close(): Promise<void>;
};

export async function launchPlainBrowser(): Promise<PlainBrowser> {
  const profile = await mkdtemp(join(tmpdir(), 'codesight-plain-'));
  const child = spawn(
    requireChromium(),
    [
      `--user-data-dir=${profile}`,
      '--remote-debugging-port=0',
      '--headless=new',
      '--no-sandbox',
      '--disable-gpu',
      '--window-size=1280,800',
      `--disable-extensions-except=${EXTENSION}`,
      `--load-extension=${EXTENSION}`,
      ...chromiumArguments,
      'about:blank',
    ],
    { stdio: 'ignore' },
  );
  const kill = (): void => void child.kill('SIGKILL');
  process.once('exit', kill);
  const port = await waitFor('The port of the browser', () =>
    readFile(join(profile, 'DevToolsActivePort'), 'utf8').then(
      (text) => text.split('\n')[0],
      () => undefined,
    ),
  );
  const open = async (url: string): Promise<PlainPage> => {
    const answer = await fetch(`http://127.0.0.1:${port}/json/new?${url}`, { method: 'PUT' });
    const { webSocketDebuggerUrl } = (await answer.json()) as { webSocketDebuggerUrl: string };
    const page = await attach(webSocketDebuggerUrl);
    await waitFor(`The page ${url}`, async () =>
      (await page.evaluate(() => document.readyState)) === 'complete' ? true : undefined,
    );
    return page;
  };
  return {
    open,
    extensionPage: (path) => open(`chrome-extension://${EXTENSION_ID}/${path}`),
    async allowPrivateWindows() {
      const settings = await open('chrome://extensions');
      await settings.evaluate(async (extensionId) => {
        type Chrome = { developerPrivate: Record<string, (change: object) => Promise<unknown>> };
        const { developerPrivate } = (globalThis as unknown as { chrome: Chrome }).chrome;
        // Else an unpacked extension is not loaded again.
        await developerPrivate['updateProfileConfiguration']?.({ inDeveloperMode: true });
        await developerPrivate['updateExtensionConfiguration']?.({ extensionId, incognitoAccess: true });
      }, EXTENSION_ID);
      await waitFor('The extension in private windows', () =>
        settings.evaluate(async (extensionId) => {
          type Info = { state: string; incognitoAccess: { isActive: boolean } };
          type Chrome = { developerPrivate: { getExtensionInfo(id: string): Promise<Info> } };
          const { developerPrivate } = (globalThis as unknown as { chrome: Chrome }).chrome;
          const { state, incognitoAccess } = await developerPrivate.getExtensionInfo(extensionId);
          return state === 'ENABLED' && incognitoAccess.isActive ? true : undefined;
        }, EXTENSION_ID),
      );
    },
    async close() {
      process.off('exit', kill);
      kill();
      await once(child, 'close');
      await rm(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
    },
  };
}

type Answer = {
  id: number;
  result?: { result: { value?: unknown }; exceptionDetails?: { text: string; exception?: { description?: string } } };
};

async function attach(url: string): Promise<PlainPage> {
  const socket = new WebSocket(url);
  await once(socket, 'open');
  const waiting = new Map<number, (answer: Answer) => void>();
  socket.addEventListener('message', ({ data }) => {
    const answer = JSON.parse(String(data)) as Answer; // Chromium's own protocol
    waiting.get(answer.id)?.(answer);
    waiting.delete(answer.id);
  });
  let last = 0;
  return {
    async evaluate<Given extends unknown[], Value>(
      work: (...given: Given) => Value,
      ...given: Given
    ): Promise<Awaited<Value>> {
      const id = ++last;
      const expression = `(${work.toString()})(...${JSON.stringify(given)})`;
      const answer = await new Promise<Answer>((resolve) => {
        waiting.set(id, resolve);
        const params = { expression, awaitPromise: true, returnByValue: true, userGesture: true };
        socket.send(JSON.stringify({ id, method: 'Runtime.evaluate', params }));
      });
      const failed = answer.result?.exceptionDetails;
      if (failed !== undefined) throw new Error(failed.exception?.description ?? failed.text);
      return answer.result?.result.value as Awaited<Value>; // what the function answers
    },
  };
}
