import type { BrowserContext, Worker } from '@playwright/test';
import type { RecordedBrowser } from './launch-browser.ts';
import type { Envelope } from '../../extension/messages.ts';
import type { Consent } from '../../shared/session/consent.ts';

type Chrome = {
  storage: { local: { set(items: object): Promise<void>; get(key: string): Promise<Record<string, unknown>> } };
  runtime: {
    sendMessage(envelope: Envelope): Promise<unknown>;
    onMessage: { addListener(listener: (envelope: Envelope) => void): void };
  };
};

export type ExtensionRecording = {
  start(): Promise<void>;
  stop(): Promise<void>;
  /** Bytes, as JSON, of all messages from pages to the background so far. */
  messageBytes(): Promise<number>;
};

/** Records with the built extension through its own commands; what was agreed to is written as the welcome page does. */
export async function recordWithExtension({
  context,
  openExtensionPage,
}: RecordedBrowser): Promise<ExtensionRecording> {
  const page = await openExtensionPage('options.html');
  const consent: Consent = {
    version: '2026-11-01',
    textSha256: '0'.repeat(64),
    language: 'en',
    grantedAt: Date.now(),
    purposes: ['recording', 'training'],
  };
  await page.evaluate(
    (given) => (globalThis as unknown as { chrome: Chrome }).chrome.storage.local.set({ consent: given }),
    consent,
  );
  await backgroundOf(context).evaluate(() => {
    const { chrome } = globalThis as unknown as { chrome: Chrome };
    const counted = { bytes: 0 };
    Object.assign(globalThis, { counted });
    chrome.runtime.onMessage.addListener((envelope) => {
      if (/^(interactionsCaptured|interactionSettled|pageSettled)$/.test(envelope.message))
        counted.bytes += new TextEncoder().encode(JSON.stringify(envelope)).length;
    });
  });
  const command = async (envelope: Envelope): Promise<void> => {
    const outcome = await page.evaluate(
      (sent) => (globalThis as unknown as { chrome: Chrome }).chrome.runtime.sendMessage(sent),
      envelope,
    );
    if (typeof outcome === 'object' && outcome !== null && 'error' in outcome)
      throw new Error(`${envelope.message}: ${JSON.stringify(outcome.error)}`);
  };
  return {
    start: () => command({ message: 'startSession', data: { scenarioId: null, spoken: false } }),
    stop: () => command({ message: 'stopSession', data: { gaveUpReason: null } }),
    messageBytes: () =>
      backgroundOf(context).evaluate(() => (globalThis as unknown as { counted: { bytes: number } }).counted.bytes),
  };
}

function backgroundOf(context: BrowserContext): Worker {
  const [worker] = context.serviceWorkers();
  if (worker === undefined) throw new Error('the service worker is not running');
  return worker;
}
