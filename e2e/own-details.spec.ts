import { expect, test } from '@playwright/test';
import { text } from '../extension/ui/text.ts';
import { launchBrowser, type RecordedBrowser } from './harness/launch-browser.ts';
import { joinOffline, readRows, startSession } from './harness/participant.ts';

let browser: RecordedBrowser;
test.beforeEach(async () => {
  browser = await launchBrowser();
  await joinOffline(browser, ['recording', 'training']);
});
test.afterEach(() => browser.close());

type Area = { get(key: null): Promise<Record<string, unknown>> };

test('own details are known to a session before it records anything, lie encrypted, and go with one press', async () => {
  const options = await browser.openExtensionPage('options.html');
  await options.getByLabel(text.ownDetails.names).fill('Oswin Larch\nMira Larch');
  await options.getByLabel(text.ownDetails.addresses).fill('12 Quill Lane\nWrenmouth');
  await options.getByRole('button', { name: text.ownDetails.save }).click();
  await expect(options.getByText(text.ownDetails.saved)).toBeVisible();
  await options.reload();
  await expect(options.getByLabel(text.ownDetails.names)).toHaveValue('Oswin Larch\nMira Larch');

  await startSession(browser, null);
  // From the moment on at which pages are told that they are recorded.
  const memory = await options.evaluate(async () => {
    const { storage } = (globalThis as unknown as { chrome: { storage: Record<'local' | 'session', Area> } }).chrome;
    while ((await storage.local.get(null))['recording'] == null) await new Promise((resolve) => setTimeout(resolve, 1));
    return storage.session.get(null);
  });
  const [session] = await readRows(options, 'sessions');
  const known = memory[`private ${String(session?.['id'])}`] as { value: string; placeholder: string }[];
  expect(known.map(({ value, placeholder }) => `${placeholder} ${value}`)).toEqual([
    '{{NAME_1}} Oswin Larch',
    '{{NAME_2}} Mira Larch',
    '{{ADDRESS_1}} 12 Quill Lane',
    '{{ADDRESS_2}} Wrenmouth',
  ]);
  for (const table of ['sessions', 'termDigests'])
    expect(JSON.stringify(await readRows(options, table))).not.toContain('Larch');
  expect(await readRows(options, 'ownDetails')).toHaveLength(1);

  await options.getByRole('button', { name: text.ownDetails.remove }).click();
  await expect(options.getByText(text.ownDetails.removed)).toBeVisible();
  await expect(options.getByLabel(text.ownDetails.names)).toHaveValue('');
  expect(await readRows(options, 'ownDetails')).toEqual([]);
});
