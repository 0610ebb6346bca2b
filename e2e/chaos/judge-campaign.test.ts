import { expect, test } from 'vitest';
import { judge } from './compare-campaign.ts';
import { visitLog, type VisitLog } from './visit-log.ts';

/** Three things done, in this order. */
function shopped(sessionId: string): VisitLog {
  const log = visitLog(sessionId);
  for (const name of ['lamp', 'mug', 'chair']) log.add({ act: 'press', page: 0, name });
  return log;
}
const traces = ['click lamp', 'click mug', 'click chair'];
const holding = (...archives: [string, string[], string[]?][]) =>
  new Map(
    archives.map(([id, there, ids]) => [id, { traces: there, ids: ids ?? there.map((trace) => `${id} ${trace}`) }]),
  );

test('everything that was done is there once, in order', () => {
  expect(judge([shopped('a')], holding(['a', traces]))).toEqual({
    interactionsDone: 3,
    interactionsLost: 0,
    archivesLost: 0,
    duplicates: 0,
    unacknowledged: { done: 0, arrived: 0 },
    whilePaused: 0,
    faults: [],
  });
});

test('what is missing is counted and told with what was going on', () => {
  const log = shopped('a');
  log.story.push('after 2 of 3 deeds: tab crashed');
  const { interactionsLost, faults } = judge([log], holding(['a', ['click lamp', 'click chair']]));
  expect(interactionsLost).toBe(1);
  expect(faults[0]).toMatch(/missing \["click mug"\].*tab crashed/);
});

test('a session that is not there is lost with all that was done in it', () => {
  expect(judge([shopped('a')], holding())).toMatchObject({ archivesLost: 1, interactionsLost: 3 });
});

test('what is there twice, in one archive or in two, is a duplicate', () => {
  expect(judge([shopped('a')], holding(['a', [...traces, 'click mug'], ['1', '2', '3', '4']])).duplicates).toBe(1);
  const both = holding(['a', traces, ['1', '2', '3']], ['b', traces, ['3', '4', '5']]);
  expect(judge([shopped('a'), shopped('b')], both).duplicates).toBe(1);
});

test('another order, and what nobody has recorded, are faults', () => {
  expect(judge([shopped('a')], holding(['a', traces.toReversed()])).faults).toHaveLength(1);
  expect(judge([shopped('a')], holding(['a', traces], ['b', traces])).faults).toEqual([
    'b is there, and nobody recorded it',
  ]);
});

test('what was neither acknowledged nor had the time to be is nobody’s promise, and welcome all the same', () => {
  const log = shopped('a');
  log.onlyCommitted(new Set(['click lamp']));
  log.add({ act: 'press', page: 0, name: 'rug' });
  const verdict = judge([log], holding(['a', ['click lamp', 'click chair', 'click rug']]));
  expect(verdict).toMatchObject({ interactionsDone: 2, interactionsLost: 0, unacknowledged: { done: 2, arrived: 1 } });
  expect(verdict.faults).toEqual([]);
});

test('what was done while recording was paused in words is counted apart, and may be there', () => {
  const log = shopped('a');
  for (const name of ['rug', 'shelf']) log.addWhilePaused({ act: 'press', page: 0, name });
  const verdict = judge([log], holding(['a', [...traces, 'click rug']]));
  expect(verdict).toMatchObject({
    interactionsDone: 3,
    interactionsLost: 0,
    unacknowledged: { done: 0, arrived: 0 },
    whilePaused: 2,
    faults: [],
  });
});
