import { expect, test } from '@playwright/test';
import { text } from '../extension/ui/text.ts';
import { launchBrowser, type RecordedBrowser } from './harness/launch-browser.ts';
import { enrol, finishSession, readRows, startSession } from './harness/participant.ts';
import { type RunningServer, startServer } from './harness/start-server.ts';
import { waitFor } from './harness/wait-for.ts';
import { type RunningShop, startShop } from './shop/server.ts';

let server: RunningServer;
let shop: RunningShop;
let browser: RecordedBrowser;

test.beforeAll(async () => {
  [server, shop, browser] = await Promise.all([startServer(), startShop(), launchBrowser()]);
});
test.afterAll(async () => {
  await browser.close();
  await Promise.all([server.remove(), shop.close()]);
});

const makeCode = async (order: object): Promise<string> =>
  (await server.api<{ code: string }>('POST', '/v1/admin/enrolment-codes', { label: 'test', ...order })).code;

/** What an administrator does whom the participant has told her number. */
async function codeFromAdminPage(participantId: string): Promise<string> {
  const page = await browser.context.newPage();
  await page.goto(`${server.url}/admin/#access`);
  await page.getByLabel('Token').fill(server.adminToken);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByLabel('Participant number').fill(participantId);
  await page.getByRole('button', { name: 'Make a code to join again' }).click();
  const code = await page.getByRole('status').locator('.mono').innerText();
  await expect(page.getByRole('region', { name: 'Invitation codes' }).getByText(participantId)).toBeVisible();
  await page.close();
  return code;
}

test('a device whose token was revoked says so, keeps its session, and sends it once it has joined again (R7.4)', async () => {
  await (await enrol(browser, server.url, await makeCode({}))).close();
  await startSession(browser, null);
  const page = await browser.context.newPage();
  await page.goto(shop.url);
  await page.getByRole('heading').first().click();

  type Token = { id: string; participantId: string | null };
  const { items } = await server.api<{ items: Token[] }>('GET', '/v1/admin/tokens?scope=participant');
  const { id, participantId } = items[0] ?? { id: '', participantId: null };
  const answer = await fetch(`${server.url}/v1/admin/tokens/${id}`, {
    method: 'DELETE',
    headers: { authorization: `Bearer ${server.adminToken}` },
  });
  expect(answer.status).toBe(204);
  const { sessionId } = await finishSession(browser);

  const popup = await browser.openExtensionPage('popup.html');
  await expect(popup.getByText(text.lostAccess.note)).toBeVisible({ timeout: 60_000 });
  const stateOf = async (): Promise<unknown> =>
    (await readRows(popup, 'archives')).find((row) => row['sessionId'] === sessionId)?.['state'];
  expect(await stateOf()).toBe('held');

  const welcome = await browser.openExtensionPage('welcome.html');
  await expect(welcome.getByRole('heading', { name: text.lostAccess.heading })).toBeVisible();
  await expect(welcome.getByText(String(participantId))).toBeVisible();
  await expect(welcome.getByLabel(text.enrol.server)).toHaveCount(0);
  // An invitation for just anybody would make it somebody else, whose its session is not.
  await welcome.getByLabel(text.enrol.code).fill(await makeCode({}));
  await welcome.getByRole('button', { name: text.enrol.submit, exact: true }).click();
  await expect(welcome.getByText(/access of this device was taken back/)).toBeVisible();
  await welcome.getByLabel(text.enrol.code).fill(await codeFromAdminPage(String(participantId)));
  await welcome.getByRole('button', { name: text.enrol.submit, exact: true }).click();
  await expect(welcome.getByRole('heading', { name: text.enrolled.heading })).toBeVisible();

  await waitFor('the session on the server', async () => {
    const { items: sessions } = await server.api<{ items: { sessionId: string }[] }>('GET', '/v1/sessions');
    return sessions.find((session) => session.sessionId === sessionId);
  });
  await expect(popup.getByText(text.lostAccess.note)).toHaveCount(0);
  expect(['accepted', 'confirmed']).toContain(await stateOf());
});

test('F28: who joins another study sees what waits for the old one, and returns to it with one click', async () => {
  const other = await startServer();
  try {
    const { code } = await other.api<{ code: string }>('POST', '/v1/admin/enrolment-codes', { label: 'test' });
    // The session is recorded for the first study, and packed only after the second one was joined.
    await startSession(browser, null);
    const page = await browser.context.newPage();
    await page.goto(shop.url);
    await page.getByRole('heading').first().click();
    const options = await browser.openExtensionPage('options.html');
    await options.getByRole('link', { name: text.study.elsewhere }).click();
    await expect(options.getByRole('heading', { name: text.study.heading })).toBeVisible();
    await options.getByRole('button', { name: text.study.back }).click();
    await expect(options.getByRole('heading', { name: text.enrolled.heading })).toBeVisible();
    await options.goto(options.url().replace(/welcome.html.*/, 'options.html'));
    await options.getByRole('link', { name: text.study.elsewhere }).click();
    await options.getByLabel(text.enrol.server).fill(other.url);
    await options.getByLabel(text.enrol.code).fill(code);
    await options.getByRole('button', { name: text.enrol.submit, exact: true }).click();
    await expect(options.getByRole('heading', { name: text.enrolled.heading })).toBeVisible();
    const { sessionId } = await finishSession(browser);

    await options.goto(options.url().replace(/welcome.html.*/, 'options.html'));
    const list = options.getByRole('list', { name: text.sending.list });
    await expect(list.getByText(/recorded for the study on .* goes nowhere else/)).toBeVisible({ timeout: 60_000 });
    await expect(list.getByRole('button', { name: /^Send / })).toHaveCount(0);
    await expect(options.getByText(text.study.waiting('1 session'))).toBeVisible();
    const isAt = async ({ api }: RunningServer): Promise<boolean> =>
      (await api<{ items: { sessionId: string }[] }>('GET', '/v1/sessions')).items.some(
        (one) => one.sessionId === sessionId,
      );
    expect(await isAt(other)).toBe(false);
    await options.getByRole('button', { name: text.study.returnTo(new URL(server.url).host) }).click();
    await waitFor('the session at its own server', async () => ((await isAt(server)) ? true : undefined));
    expect(await isAt(other)).toBe(false);
  } finally {
    await other.remove();
  }
});
