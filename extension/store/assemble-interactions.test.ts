import { expect, test } from 'vitest';
import { assembleInteractions } from './assemble-interactions.ts';
import type { CommitRow, FrameRow, InteractionRow } from './database.ts';

const SESSION = '01890000-0000-7000-8000-000000000001';
const PAGE = '01890000-0000-7000-8000-0000000000aa';

function click(id: number, at: number, change: Partial<InteractionRow['captured']> = {}): InteractionRow {
  const captured: InteractionRow['captured'] = {
    id: `01890000-0000-7000-8000-${String(id).padStart(12, '0')}`,
    sessionId: SESSION,
    pageId: PAGE,
    sequence: id,
    domEpoch: 3,
    changedAt: at - 50,
    action: { type: 'click', at, isTrusted: true, point: { x: 1, y: 2 }, button: 'left', count: 1, modifiers: [] },
    locators: { absent: 'not under test' },
    context: { absent: 'not under test' },
    ...change,
  };
  return { id: captured.id, sessionId: SESSION, at, tabId: 7, frameId: 0, captured, settled: null };
}

function frame(at: number, change: Partial<FrameRow> = {}): FrameRow {
  const picture = {
    sha256: at.toString(16).padStart(64, '0'),
    at,
    width: 800,
    height: 600,
    redactions: 0,
    blank: false,
  };
  const row = { id: String(at), sessionId: SESSION, tabId: 7, page: { pageId: PAGE, domEpoch: 3 }, at };
  return { ...row, occasion: 'settled', frame: picture, ...change };
}

const only = (rows: InteractionRow[], frames: FrameRow[]) => assembleInteractions(rows, frames)[0]?.screenshots;

test('the picture before an action is the last one taken before it, with its age', () => {
  const screenshots = only([click(1, 1_000)], [frame(400), frame(900), frame(1_200)]);
  expect(screenshots?.before).toMatchObject({ at: 900, stalenessMs: 100, domChanged: false });
  expect(screenshots?.after).toMatchObject({ at: 1_200 });
});

test('a picture of an earlier state of the page says that the page has changed since', () => {
  expect(only([click(1, 1_000)], [frame(900, { page: { pageId: PAGE, domEpoch: 2 } })])?.before).toMatchObject({
    domChanged: true,
  });
});

test('a picture of the page before is no picture of this one, but one of the page around a frame is', () => {
  const rows = [click(1, 1_000)];
  const other = [frame(900, { page: { pageId: '01890000-0000-7000-8000-0000000000bb', domEpoch: 3 } })];
  expect(only(rows, other)?.before).toEqual({ absent: 'the last picture was of the page before' });
  const inFrame = rows.map((row) => ({ ...row, frameId: 4 }));
  expect(only(inFrame, other)?.before).toMatchObject({ at: 900, domChanged: true });
});

test('a frame inside a page has changed since the picture only when its last change came after it', () => {
  const inFrame = (changedAt: number) => [{ ...click(1, 1_000, { changedAt }), frameId: 4 }];
  const around = [frame(900, { page: { pageId: '01890000-0000-7000-8000-0000000000bb', domEpoch: 9 } })];
  expect(only(inFrame(300), around)?.before).toMatchObject({ domChanged: false });
  expect(only(inFrame(950), around)?.before).toMatchObject({ domChanged: true });
});

test('pictures of other tabs are not taken for this one', () => {
  const screenshots = only([click(1, 1_000)], [frame(900, { tabId: 8 }), frame(1_100, { tabId: 8 })]);
  expect(screenshots).toMatchObject({
    before: { absent: 'no picture had been taken yet' },
    after: { absent: 'no picture was taken in time' },
  });
});

test('a picture that could not be taken leaves its reason', () => {
  const screenshots = only(
    [click(1, 1_000)],
    [frame(1_100, { frame: { absent: 'the page kept moving' }, page: null })],
  );
  expect(screenshots?.after).toEqual({ absent: 'the page kept moving' });
});

test('a picture taken much later is not the picture after the action', () => {
  expect(only([click(1, 1_000)], [frame(9_000)])?.after).toEqual({ absent: 'no picture was taken in time' });
});

test('interactions come in the order of the page, however they were stored', () => {
  const assembled = assembleInteractions([click(3, 3_000), click(1, 1_000), click(2, 1_000)], []);
  expect(assembled.map(({ sequence }) => sequence)).toEqual([1, 2, 3]);
});

test('a page that was still loading, or showed nothing, stands for what came of an action only when nothing else does', () => {
  const blank = { ...frame(1_900).frame, blank: true };
  const [loading, empty] = [frame(1_500, { occasion: 'loading' }), frame(1_900, { frame: blank })];
  expect(only([click(1, 1_000)], [loading, empty, frame(2_500)])?.after).toMatchObject({ at: 2_500 });
  expect(only([click(1, 1_000)], [loading, empty])?.after).toMatchObject({ at: 1_500 });
});

test('a document’s navigation takes its cause from what the browser committed in its tab at that time', () => {
  const url = 'https://shop.test/';
  const arrival = (at: number, scope: 'document' | 'same-document' = 'document'): InteractionRow =>
    click(at, at, {
      action: { type: 'navigation', at, isTrusted: true, fromUrl: null, toUrl: url, scope, cause: 'unknown' },
    });
  const commit = (at: number, cause: CommitRow['cause'], tabId = 7): CommitRow => {
    return { id: `${at} ${tabId}`, sessionId: SESSION, tabId, at, url, cause };
  };
  const rows = [arrival(1_000), arrival(50_000), arrival(51_000, 'same-document')];
  const commits = [commit(900, 'reload'), commit(1_400, 'typed'), commit(1_300, 'form', 8), commit(50_100, 'form')];
  const causes = assembleInteractions(rows, [], commits).map(({ action }) => 'cause' in action && action.cause);
  expect(causes).toEqual(['typed', 'form', 'unknown']);
});
