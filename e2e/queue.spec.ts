import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { expect, test } from '@playwright/test';
import { text } from '../extension/ui/text.ts';
import { sampleAudio } from '../sync-server/ingest/sample-audio.ts';
import { makeArchive, type MadeArchive, sha256Of } from '../sync-server/ingest/make-archive.ts';
import { type BadLine, openBadLine } from './harness/bad-line.ts';
import { launchBrowser, type RecordedBrowser } from './harness/launch-browser.ts';
import { enrol } from './harness/participant.ts';
import { seedOutbox } from './harness/seed-outbox.ts';
import { type RunningServer, startServer } from './harness/start-server.ts';
import { waitFor } from './harness/wait-for.ts';

let browser: RecordedBrowser;
let server: RunningServer;
let line: BadLine;
test.beforeAll(async () => {
  [browser, server] = await Promise.all([launchBrowser(), startServer()]);
  line = await openBadLine(() => server.url);
  const { code } = await server.api<{ code: string }>('POST', '/v1/admin/enrolment-codes', { label: 'test' });
  await (await enrol(browser, line.url, code)).close();
});
test.afterAll(async () => {
  await browser.close();
  await line.close();
  await server.remove();
});

/** A session in which so much was said. */
const spoken = (bytes: number): MadeArchive =>
  makeArchive({ scenarioId: null, audio: Buffer.concat([sampleAudio(), randomBytes(bytes)]) });

test('R8.7: the queue shows how much of an archive the server has; it is paused, saved as a file, and goes on from there', async () => {
  const archive = spoken(16_000_000);
  const blank = await browser.openExtensionPage('options.html');
  await seedOutbox(blank, [archive]);
  await blank.close();
  const options = await browser.openExtensionPage('options.html');
  const entry = options.getByRole('list', { name: text.sending.list }).getByRole('listitem');
  await expect(entry).toHaveCount(1);

  line.slow(4_000_000);
  await options.getByRole('button', { name: text.sync.now }).click();
  const progress = entry.getByRole('progressbar');
  await expect.poll(async () => Number(await progress.getAttribute('value'))).toBeGreaterThan(0.1);
  // It was true when it was written, and more has come since.
  const shown = Number(await progress.getAttribute('value')) * archive.bytes.length;
  expect(shown).toBeLessThanOrEqual(line.carried());

  await options.getByRole('button', { name: text.sending.pause }).click();
  await expect(entry.getByText(text.sending.state.paused, { exact: true })).toBeVisible();
  expect(line.carried()).toBeLessThan(archive.bytes.length);

  const downloading = options.waitForEvent('download');
  await entry.getByRole('button', { name: /as a file$/ }).click();
  expect(sha256Of(await readFile(await (await downloading).path()))).toBe(archive.sha256);
  await expect(entry.getByText(/^Saved as a file/)).toBeVisible();

  // What the line still had of the broken upload has come through.
  let before = -1;
  await expect.poll(() => before === (before = line.carried()), { intervals: [500] }).toBe(true);
  line.slow(undefined);
  await options.getByRole('button', { name: text.sending.resume }).click();
  await waitFor('the session on the server', async () => {
    const { items } = await server.api<{ items: { sessionId: string }[] }>('GET', '/v1/sessions');
    return items.find(({ sessionId }) => sessionId === archive.sessionId);
  });
  // What was shown to be there is not sent again; beside the rest go a few questions.
  expect(line.carried() - before).toBeLessThan(archive.bytes.length - shown + 100_000);
});
