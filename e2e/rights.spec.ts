import { readFile } from 'node:fs/promises';
import { expect, type Page, test } from '@playwright/test';
import { text } from '../extension/ui/text.ts';
import { erasureCertificate } from '../shared/api/rights.ts';
import { launchBrowser, type RecordedBrowser } from './harness/launch-browser.ts';
import { enrol, finishSession, readRows, startSession } from './harness/participant.ts';
import { byRole, shopper } from './harness/shopper.ts';
import { startServer, type RunningServer } from './harness/start-server.ts';
import { waitFor } from './harness/wait-for.ts';
import { startShop, type RunningShop } from './shop/server.ts';

let server: RunningServer;
let shop: RunningShop;
let browser: RecordedBrowser;

test.beforeAll(async () => {
  [server, shop] = await Promise.all([startServer(), startShop()]);
});
test.afterAll(async () => {
  await Promise.all([server.remove(), shop.close()]);
});
test.beforeEach(async () => {
  browser = await launchBrowser();
  const { code } = await server.api<{ code: string }>('POST', '/v1/admin/enrolment-codes', { label: 'test', uses: 1 });
  await (await enrol(browser, server.url, code)).close();
});
test.afterEach(() => browser.close());

async function lookAround(): Promise<string> {
  await startSession(browser, null);
  const driver = shopper(await browser.context.newPage());
  await driver.goTo(shop.url);
  const banner = byRole(driver.page, 'button', 'Accept all');
  if (await banner.isVisible()) await driver.click(banner, 'Accept all');
  const { sessionId } = await finishSession(browser);
  await driver.page.close();
  return sessionId;
}

const archiveStates = async (page: Page): Promise<unknown[]> =>
  (await readRows(page, 'archives')).map(({ state }) => state);
type ExtensionGlobals = {
  storage: { local: { get(key: string): Promise<Record<string, unknown>>; set(items: object): Promise<void> } };
};
const storedAt = <Value>(page: Page, key: string): Promise<Value> =>
  page.evaluate(
    async (name) =>
      (await (globalThis as unknown as { chrome: ExtensionGlobals }).chrome.storage.local.get(name))[name] as Value,
    key,
  );
const confirmed = (page: Page): Promise<true> =>
  waitFor('the confirmation', async () => ((await archiveStates(page)).includes('confirmed') ? true : undefined));

test('R8.13: withdrawing while the server is away ends recording at once, wins over what waits, and is told later', async () => {
  const sent = await lookAround();
  const options = await browser.openExtensionPage('options.html');
  await confirmed(options);
  const before = await server.api<{ items: { sessionId: string }[] }>('GET', '/v1/sessions');
  expect(before.items.map(({ sessionId }) => sessionId)).toContain(sent);
  await server.stop();
  await lookAround();
  await startSession(browser, null);

  await options.bringToFront();
  const consent = options.locator('#consent');
  await consent.getByRole('button', { name: text.rights.withdraw }).click();
  const question = options.getByRole('dialog', { name: text.rights.withdrawTitle });
  await expect(question.getByText(text.rights.unsent(2))).toBeVisible();
  await options.screenshot({ path: test.info().outputPath('withdraw.png') });
  await question.getByRole('button', { name: text.rights.withdraw }).click();
  await expect(question).toBeHidden();
  await expect(consent.getByText(text.consent.none)).toBeVisible();
  await expect(consent.getByText(text.rights.waiting(new URL(server.url).host))).toBeVisible();
  await consent.scrollIntoViewIfNeeded();
  await options.screenshot({ path: test.info().outputPath('withdrawn.png') });
  // Only what the server has is left here, and nothing is being recorded.
  expect(await archiveStates(options)).toEqual(['confirmed']);
  expect(await storedAt(options, 'recording')).toBeNull();

  await server.start();
  await waitFor(
    'the word to the server',
    async () => ((await storedAt<unknown[]>(options, 'duties')).length === 0 ? true : undefined),
    60_000,
  );
  const { items } = await server.api<{ items: { act: string; details: unknown }[] }>('GET', '/v1/admin/audit');
  expect(items.find(({ act }) => act === 'withdraw-consent')?.details).toEqual({
    purposes: ['recording', 'training', 'audio'],
  });
  const after = await server.api<{ items: unknown[] }>('GET', '/v1/sessions');
  expect(after.items).toHaveLength(before.items.length);
});

test('R11.6: one’s data can be had and erased, here and there, with the certificate kept', async () => {
  const sessionId = await lookAround();
  const options = await browser.openExtensionPage('options.html#rights');
  await confirmed(options);

  const training = options.getByRole('switch', { name: text.rights.purpose.training });
  await expect(training).toBeChecked();
  await training.click();
  await options.getByRole('dialog').getByRole('button', { name: text.rights.withdraw }).click();
  await expect(training).not.toBeChecked();
  await options.screenshot({ path: test.info().outputPath('purposes.png'), fullPage: true });
  await training.click();
  await expect(training).toBeChecked();

  const download = options.waitForEvent('download');
  await options.getByRole('button', { name: text.rights.export }).click();
  const bytes = await readFile(await (await download).path());
  const content = bytes.toString('latin1');
  for (const name of [
    'device/about-me.json',
    `device/sessions/${sessionId}`,
    'server/everything.zip',
    'about-me.json',
  ]) {
    expect(content).toContain(name);
  }
  expect(content).toContain(`sessions/${sessionId}.codesight.zip`);
  expect(content).not.toContain((await storedAt<{ token: string }>(options, 'participant')).token);
  await expect(options.getByText(text.rights.exported, { exact: true })).toBeVisible();

  const section = options.locator('#rights');
  await section.getByRole('button', { name: text.rights.erase }).click();
  const question = options.getByRole('dialog', { name: text.rights.eraseTitle });
  await options.screenshot({ path: test.info().outputPath('erase.png') });
  await question.getByRole('button', { name: text.rights.eraseConfirm }).click();
  await expect(section.getByRole('button', { name: text.rights.certificate })).toBeVisible({ timeout: 60_000 });
  expect(await archiveStates(options)).toEqual([]);
  const done = async (): Promise<true | undefined> => {
    const [erasure] = await storedAt<{ certificate: { state: string } }[]>(options, 'erasure');
    return erasure?.certificate.state === 'done' ? true : undefined;
  };
  await waitFor('the erasure', done, 90_000);
  await section.scrollIntoViewIfNeeded();
  await options.screenshot({ path: test.info().outputPath('erased.png') });
  const saving = options.waitForEvent('download');
  await section.getByRole('button', { name: text.rights.certificate }).click();
  const saved: unknown = JSON.parse(await readFile(await (await saving).path(), 'utf8'));
  const certificate = erasureCertificate.parse(saved);
  expect(certificate).toMatchObject({ subject: 'participant', erased: { sessions: 1, tokens: 1 } });
  expect(certificate.erased.consentRecords).toBeGreaterThanOrEqual(2);
  const { items } = await server.api<{ items: { sessionId: string }[] }>('GET', '/v1/sessions');
  expect(items.map((row) => row.sessionId)).not.toContain(sessionId);
});

test('what is kept for oneself at a withdrawal is never sent, also after agreeing anew', async () => {
  await server.stop();
  await lookAround();
  const options = await browser.openExtensionPage('options.html');
  await waitFor('the archive', async () => ((await archiveStates(options)).length === 1 ? true : undefined));
  const consent = await storedAt<object>(options, 'consent');
  await startSession(browser, null);
  await options.bringToFront();
  await options.locator('#consent').getByRole('button', { name: text.rights.withdraw }).click();
  const question = options.getByRole('dialog', { name: text.rights.withdrawTitle });
  await question.getByLabel(text.rights.keepUnsent).check();
  await question.getByRole('button', { name: text.rights.withdraw }).click();
  await expect(question).toBeHidden();
  await server.start();
  // The session that was under way is packed a moment later.
  const allKept = async (): Promise<true | undefined> => {
    const states = await archiveStates(options);
    return states.length === 2 && states.every((state) => state === 'kept') ? true : undefined;
  };
  await waitFor('both to be kept', allKept, 90_000);
  await options.evaluate(
    (renewed) => (globalThis as unknown as { chrome: ExtensionGlobals }).chrome.storage.local.set({ consent: renewed }),
    { ...consent, grantedAt: Date.now() },
  );
  const told = async (): Promise<true | undefined> =>
    (await storedAt<number | null>(options, 'toldConsentAt')) ===
    (await storedAt<{ grantedAt: number }>(options, 'consent')).grantedAt
      ? true
      : undefined;
  await waitFor('the new consent to be told', told, 90_000);
  await options.waitForTimeout(3_000);
  expect(await archiveStates(options)).toEqual(['kept', 'kept']);
  const { participantId } = await storedAt<{ participantId: string }>(options, 'participant');
  const { items } = await server.api<{ items: { participantId: string }[] }>('GET', '/v1/sessions');
  expect(items.filter((row) => row.participantId === participantId)).toEqual([]);
});
