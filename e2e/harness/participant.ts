import { expect, type Page } from '@playwright/test';
import { text } from '../../extension/ui/text.ts';
import { newId } from '../../shared/new-id.ts';
import type { Consent, ConsentPurpose } from '../../shared/session/consent.ts';
import { consentText, consentTextSha256 } from '../../shared/session/consent-text.ts';
import { builtInScenarios } from '../../shared/scenarios/library.ts';
import { stored } from '../../extension/settings.ts';
import type { RecordedBrowser } from './launch-browser.ts';

type ExtensionGlobals = { storage: { local: { set(items: object): Promise<void> } } };

/** What a participant does with the extension itself, through its real screens. */

/** Reads the terms, agrees to all purposes and joins the study. */
export async function enrol(browser: RecordedBrowser, serverUrl: string, code: string): Promise<Page> {
  const page = await browser.openExtensionPage('welcome.html');
  const agree = page.getByRole('button', { name: text.welcome.agree });
  await agree.waitFor();
  for (const box of await page.getByRole('checkbox').all()) await box.check();
  await agree.click();
  await page.getByLabel(text.enrol.server).fill(serverUrl);
  await page.getByLabel(text.enrol.code).fill(code);
  await page.getByRole('button', { name: text.enrol.submit, exact: true }).click();
  await expect(page.getByRole('heading', { name: text.enrolled.heading })).toBeVisible();
  // A script shops here, and its sessions say so (R1.4).
  await page.evaluate(
    (settings) => (globalThis as unknown as { chrome: ExtensionGlobals }).chrome.storage.local.set({ settings }),
    { ...stored.settings.initial, sessionType: 'automated' },
  );
  return page;
}

/** Agrees and joins without a server, which nothing but sending needs: what is sealed stays in the outbox. */
export async function joinOffline(browser: RecordedBrowser, purposes: readonly ConsentPurpose[]): Promise<void> {
  const page = await browser.openExtensionPage('options.html');
  const { version, language } = consentText;
  const consent: Consent = {
    version,
    language,
    textSha256: await consentTextSha256(consentText),
    grantedAt: Date.now(),
    purposes: [...purposes],
  };
  const participant = { participantId: newId(Date.now()), token: 'none', serverUrl: 'http://localhost:9' };
  await page.evaluate(
    (items) => (globalThis as unknown as { chrome: ExtensionGlobals }).chrome.storage.local.set(items),
    { consent, participant, settings: { ...stored.settings.initial, sessionType: 'automated' } },
  );
  await page.close();
}

/** Content of a session's archive in the outbox. */
export async function readArchiveBytes(page: Page, sessionId: string): Promise<number[]> {
  return page.evaluate(async (id) => {
    const answer = <Value>(request: IDBRequest<Value>): Promise<Value> =>
      new Promise((resolve, reject) => {
        request.addEventListener('success', () => resolve(request.result));
        request.addEventListener('error', () => reject(request.error ?? new Error('The store did not answer.')));
      });
    const database = await answer(indexedDB.open('codesight'));
    try {
      const row = (await answer(database.transaction('archives').objectStore('archives').get(id))) as { archive: Blob };
      return [...new Uint8Array(await row.archive.arrayBuffer())];
    } finally {
      database.close();
    }
  }, sessionId);
}

/** Takes the given task in the popup, or shops freely, and closes the popup. Silent unless asked for. */
export async function startSession(
  browser: RecordedBrowser,
  scenarioId: string | null,
  sound: 'silent' | 'spoken' = 'silent',
): Promise<void> {
  const popup = await browser.openExtensionPage('popup.html');
  if (sound === 'spoken') await popup.getByLabel(text.narration.wish).check();
  const title = builtInScenarios.find(({ id }) => id === scenarioId)?.title;
  if (title !== undefined) {
    const heading = popup.getByRole('heading', { name: title });
    for (let tries = 0; tries < builtInScenarios.length && !(await heading.isVisible()); tries++) {
      await popup.getByRole('button', { name: text.task.another }).click();
    }
    await popup.getByRole('button', { name: text.task.start }).click();
  } else {
    await popup.getByRole('button', { name: text.task.freely }).click();
  }
  await expect(popup.getByRole('button', { name: text.recording.finish })).toBeVisible();
  await popup.close();
}

/** Finishes the session in the popup and waits until its archive lies in the outbox. */
export async function finishSession(browser: RecordedBrowser): Promise<{ sessionId: string }> {
  const popup = await browser.openExtensionPage('popup.html');
  const sessions = await readRows(popup, 'sessions');
  const sessionId = sessions.find(({ phase }) => phase === 'recording' || phase === 'paused')?.['id'];
  await popup.getByRole('button', { name: text.recording.finish }).click();
  await expect(async () => {
    const rows = await readRows(popup, 'archives');
    expect(rows.map((row) => row['sessionId'])).toContain(sessionId);
  }).toPass({ timeout: 60_000 });
  await popup.close();
  return { sessionId: String(sessionId) };
}

type Row = Record<string, unknown>;

/** All rows of one table of the extension's store; Blobs arrive as empty objects. */
export async function readRows(page: Page, table: string): Promise<Row[]> {
  return page.evaluate(async (name) => {
    const answer = <Value>(request: IDBRequest<Value>): Promise<Value> =>
      new Promise((resolve, reject) => {
        request.addEventListener('success', () => resolve(request.result));
        request.addEventListener('error', () => reject(request.error ?? new Error('The store did not answer.')));
      });
    const database = await answer(indexedDB.open('codesight'));
    try {
      return (await answer(database.transaction(name).objectStore(name).getAll())) as Row[];
    } finally {
      database.close();
    }
  }, table);
}
