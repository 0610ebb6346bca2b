import { expect, test } from '@playwright/test';
import type { InteractionRow } from '../extension/store/database.ts';
import { operate, type Log } from './coverage/operate.ts';
import { startPlaces, type Places } from './coverage/places.ts';
import { launchBrowser, type RecordedBrowser } from './harness/launch-browser.ts';
import { enrol, readRows, startSession } from './harness/participant.ts';
import { startServer, type RunningServer } from './harness/start-server.ts';

let server: RunningServer;
let places: Places;
let browser: RecordedBrowser;

test.beforeAll(async () => {
  [server, places] = await Promise.all([startServer(), startPlaces()]);
});
test.afterAll(async () => {
  await Promise.all([server.remove(), places.close()]);
});
test.beforeEach(async () => {
  browser = await launchBrowser();
  const { code } = await server.api<{ code: string }>('POST', '/v1/admin/enrolment-codes', { label: 'test', uses: 1 });
  await (await enrol(browser, server.url, code)).close();
});
test.afterEach(async () => {
  await browser.close();
});

/**
 * Every kind of interaction in every place. Two kinds are of whole tabs, so they have no cell in frames and shadow
 * roots: `navigation` (a frame that goes elsewhere shows as its new document's interactions) and `tab`.
 */
test('each kind of interaction is recorded in each place where a page can have it (R8.8, R8.10)', async () => {
  const { context } = browser;
  const done: Record<string, Log> = { top: [], 'same frame': [], 'other frame': [], shadow: [], route: [], tab: [] };
  const early = await context.newPage();
  await early.goto(`${places.url}/top`);
  await startSession(browser, null);
  await early.bringToFront();
  // This page was there before the recording.
  await operate(early, early, 'top', (done['top'] ??= []));
  await early.getByText('Go on').click();
  (done['route'] ??= []).push('click Go on', 'navigation');
  await early.waitForTimeout(900);
  await operate(early, early, 'route', (done['route'] ??= []));

  const [opened] = await Promise.all([context.waitForEvent('page'), early.getByText('Another tab').click()]);
  (done['route'] ??= []).push('click Another tab');
  await opened.waitForLoadState('load');
  await opened.waitForTimeout(900);
  (done['tab'] ??= []).push('navigation', 'tab activated', 'tab opened');
  await operate(opened, opened, 'tab', (done['tab'] ??= []));
  await opened.goto(`${places.url}/frames`);
  await opened.waitForTimeout(1_200);
  await operate(opened, opened.frameLocator('[name=same]'), 'same frame', (done['same frame'] ??= []));
  await operate(opened, opened.frameLocator('[name=other]'), 'other frame', (done['other frame'] ??= []));
  await opened.goto(`${places.url}/shadow`);
  await opened.waitForTimeout(900);
  await operate(opened, opened, 'shadow', (done['shadow'] ??= []));

  const popup = await browser.openExtensionPage('popup.html');
  const rows = (await readRows(popup, 'interactions')) as unknown as InteractionRow[];
  const recorded = recordedBy(rows);
  // A page begins by its own clock while the browser is still bringing its tab to the front: no order is certain there.
  const [arrival = [], rest = []] = [recorded['tab']?.slice(0, 3).toSorted(), recorded['tab']?.slice(3)];
  recorded['tab'] = [...arrival, ...rest];
  for (const [place, log] of Object.entries(done)) expect(recorded[place], place).toEqual(log);
  const causes = rows.flatMap(({ captured: { action } }) =>
    action.type === 'tab' && action.change === 'opened' ? [action] : [],
  );
  expect(causes.map(({ openerTabId }) => openerTabId)).toEqual([
    rows.find(({ captured }) => nameOf(captured) === 'Press top')?.tabId,
  ]);
});

const nameOf = ({ action, locators }: InteractionRow['captured']): string =>
  action.type === 'dialog'
    ? action.name
    : action.type === 'tab'
      ? action.change
      : 'target' in locators
        ? locators.target.name
        : '';

/** By place, which the names end with; what has no such name is told by its address. */
function recordedBy(rows: readonly InteractionRow[]): Record<string, Log> {
  const sorted = rows.toSorted(
    (a, b) => a.at - b.at || (a.captured.pageId === b.captured.pageId ? a.captured.sequence - b.captured.sequence : 0),
  );
  const recorded: Record<string, Log> = {};
  let place = 'top';
  const firstTab = sorted[0]?.tabId;
  for (const { captured, tabId } of sorted) {
    const { type } = captured.action;
    const name = type === 'submit' ? '' : nameOf(captured);
    const said = /(top|route|tab|same frame|other frame|shadow)$/.exec(name)?.[1];
    if (said !== undefined && name !== 'Another tab') place = said;
    if (name === 'Go on') place = 'route';
    if (tabId !== firstTab && place === 'route') place = 'tab';
    if (type === 'navigation' && place !== 'route' && recorded['tab']?.includes('navigation')) continue;
    (recorded[place] ??= []).push(`${type} ${name}`.trim());
  }
  return recorded;
}
