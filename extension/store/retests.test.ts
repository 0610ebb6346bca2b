import 'fake-indexeddb/auto';
import { beforeEach, expect, test } from 'vitest';
import type { Locator, Locators } from '../../shared/interactions/locators.ts';
import { openDatabase, type Database, type SessionRow } from './database.ts';
import { readRecordedSession } from './recorded-session.ts';
import { addRetest, findRetestable, type Occasion } from './retests.ts';

const ID = '01890000-0000-7000-8000-000000000001';
const CLICK = '01890000-0000-7000-8000-000000000002';
let database: Database;
let opened = 0;

const locator = (selector: string, reliability: number): Locator => ({
  kind: 'css',
  selector,
  matches: 1,
  reliability,
  record: { tested: 0, found: 0, wrong: 0 },
});
const locators: Locators = {
  target: { ref: null, tag: 'button', role: 'button', name: 'Add', box: null },
  framePath: [],
  shadowDepth: 0,
  candidates: [locator('#a', 0.9), locator('.b', 0.7)],
  fingerprint: {
    tag: 'button',
    role: 'button',
    name: 'Add',
    text: 'Add',
    attributes: {},
    classes: [],
    landmark: null,
    heading: null,
    neighbours: [],
    index: 0,
    box: null,
  },
};
const occasion = (change: Partial<Occasion> = {}): Occasion => ({
  sessionId: ID,
  pageId: 'another page',
  domEpoch: 9,
  template: 'shop.test/product/*',
  key: 'another page 1280',
  ...change,
});

beforeEach(async () => {
  database = openDatabase(`retests-${opened++}`);
  const session = { id: ID, phase: 'recording', startedAt: 100, endedAt: null, pauses: [] };
  await database.sessions.add(session as unknown as SessionRow); // the rest is not under test
  await database.interactions.add({
    id: CLICK,
    sessionId: ID,
    at: 200,
    tabId: 1,
    frameId: 0,
    settled: null,
    captured: {
      id: CLICK,
      sessionId: ID,
      pageId: 'its own page',
      sequence: 0,
      domEpoch: 3,
      changedAt: 0,
      action: {
        type: 'click',
        at: 200,
        isTrusted: true,
        point: { x: 1, y: 1 },
        button: 'left',
        count: 1,
        modifiers: [],
      },
      locators,
      context: { page: { url: 'https://shop.test/product/lamp' } } as never, // the rest is not under test
    },
  });
});

async function recordedCandidates(): Promise<Locator[]> {
  const { interactions } = await readRecordedSession(database, ID);
  const [first] = interactions;
  return first !== undefined && 'candidates' in first.locators ? first.locators.candidates : [];
}

test('targets are re-tested on later pages of their template, and on no others', async () => {
  expect(await findRetestable(database, occasion())).toEqual([{ interactionId: CLICK, locators }]);
  expect(await findRetestable(database, occasion({ template: 'shop.test/cart' }))).toEqual([]);
});

test('on its own page a target is re-tested once the page has changed', async () => {
  expect(await findRetestable(database, occasion({ pageId: 'its own page', domEpoch: 3 }))).toEqual([]);
  expect(await findRetestable(database, occasion({ pageId: 'its own page', domEpoch: 4 }))).toHaveLength(1);
});

test('a re-test counts once for each occasion, and reaches the record of its locators (R3.4)', async () => {
  await addRetest(database, CLICK, { key: 'another page 1280', outcomes: ['wrong', 'found'] });
  await addRetest(database, CLICK, { key: 'another page 1280', outcomes: ['wrong', 'found'] });
  await addRetest(database, CLICK, { key: 'another page 600', outcomes: ['found', 'found'] });
  expect(await findRetestable(database, occasion())).toEqual([]);
  expect((await recordedCandidates()).map(({ selector, record }) => [selector, record])).toEqual([
    ['.b', { tested: 2, found: 2, wrong: 0 }],
    ['#a', { tested: 2, found: 1, wrong: 1 }],
  ]);
});

test('what does not fit the locators, or comes after the session has ended, changes nothing', async () => {
  await addRetest(database, CLICK, { key: 'k', outcomes: ['found'] });
  await database.sessions.update(ID, { phase: 'finished' });
  await addRetest(database, CLICK, { key: 'k', outcomes: ['found', 'found'] });
  expect(await recordedCandidates()).toEqual(locators.candidates);
});
