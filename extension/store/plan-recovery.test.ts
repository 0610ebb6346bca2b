import { expect, test } from 'vitest';
import type { SessionPhase, SessionRow } from './database.ts';
import { planRecovery, type FoundSession } from './plan-recovery.ts';
import { sampleSessionRow } from './sample-session-row.ts';

const MINUTE = 60_000;
const row = (change: Partial<SessionRow>) => sampleSessionRow({ startedAt: MINUTE, ...change });
const found = (session: Partial<SessionRow>, change: Partial<FoundSession> = {}): FoundSession => ({
  session: row(session),
  archive: undefined,
  isRecorded: true,
  moments: [],
  silence: { now: 30 * MINUTE, aliveAt: 4 * MINUTE },
  ...change,
});
const pausesOf = (given: FoundSession): SessionRow['pauses'] => planRecovery(given).session.pauses;

test('R8.10: a session that was recorded when the browser stopped goes on, with a gap from the last sign of life', () => {
  const moments = [2, 4.2, 4.3].map((minutes) => minutes * MINUTE);
  const { session } = planRecovery(found({}, { moments }));
  expect(session.phase).toBe('recording');
  expect(session.pauses).toEqual([{ from: 4.3 * MINUTE, to: 30 * MINUTE, reason: 'browser-stopped' }]);
});

test('pages that are recorded again before anybody asks end the gap', () => {
  const moments = [2, 4.2, 29, 29.5].map((minutes) => minutes * MINUTE);
  expect(pausesOf(found({}, { moments }))).toEqual([
    { from: 4.2 * MINUTE, to: 29 * MINUTE, reason: 'browser-stopped' },
  ]);
});

test('thinking for long before the last sign of life is no gap', () => {
  const moments = [2 * MINUTE];
  const aliveAt = 25 * MINUTE;
  expect(pausesOf(found({}, { moments, silence: { now: 26 * MINUTE, aliveAt } }))).toEqual([
    { from: 25 * MINUTE, to: 26 * MINUTE, reason: 'browser-stopped' },
  ]);
});

test('planned again, at once or after it was killed once more, it stays one gap', () => {
  const once = planRecovery(found({})).session;
  expect(planRecovery(found(once)).session).toEqual(once);
  const later = planRecovery(found(once, { silence: { now: 50 * MINUTE, aliveAt: 4 * MINUTE } })).session;
  expect(later.pauses).toEqual([{ from: 4 * MINUTE, to: 50 * MINUTE, reason: 'browser-stopped' }]);
});

test('two ends of the browser with recording in between are two gaps', () => {
  const once = planRecovery(found({})).session;
  const moments = [32 * MINUTE];
  expect(pausesOf(found(once, { moments, silence: { now: 60 * MINUTE, aliveAt: 31 * MINUTE } }))).toEqual([
    { from: 4 * MINUTE, to: 30 * MINUTE, reason: 'browser-stopped' },
    { from: 32 * MINUTE, to: 60 * MINUTE, reason: 'browser-stopped' },
  ]);
});

test('a pause of the participant goes on after a restart, and a rest on a page does not', () => {
  const paused = row({ phase: 'paused', pauses: [{ from: 3 * MINUTE, to: null, reason: 'participant' }] });
  expect(planRecovery(found(paused)).session).toEqual(paused);
  const resting = { pauses: [{ from: 3 * MINUTE, to: null, reason: 'sensitive-page' as const }] };
  expect(pausesOf(found(resting))).toEqual([
    { from: 3 * MINUTE, to: 4 * MINUTE, reason: 'sensitive-page' },
    { from: 4 * MINUTE, to: 30 * MINUTE, reason: 'browser-stopped' },
  ]);
});

test('a clock that was set back makes a gap that does not end before it begins', () => {
  for (const now of [0, 2 * MINUTE, 3.5 * MINUTE]) {
    for (const { from, to } of pausesOf(found({}, { moments: [5 * MINUTE], silence: { now, aliveAt: 4 * MINUTE } })))
      expect(to).toBeGreaterThanOrEqual(from);
  }
});

test('where only the service worker had stopped, a session that is recorded has no gap', () => {
  expect(planRecovery(found({}, { silence: null })).session).toEqual(row({}));
});

test.for(['finishing', 'reviewing', 'finished'] satisfies SessionPhase[])(
  'a session that is %s has an end, and no pause that is open',
  (phase) => {
    const broken = { phase, pauses: [{ from: 2 * MINUTE, to: null, reason: 'participant' as const }] };
    const { session } = planRecovery(found(broken, { moments: [3 * MINUTE] }));
    expect(session).toMatchObject({ phase, endedAt: 3 * MINUTE, pauses: [{ from: 2 * MINUTE, to: 3 * MINUTE }] });
  },
);

test('a sealed session without its archive is sealed anew from what is left, and stays where nothing is', () => {
  expect(planRecovery(found({ phase: 'sealed' })).session.phase).toBe('finished');
  expect(planRecovery(found({ phase: 'sealed' }, { isRecorded: false })).session.phase).toBe('sealed');
});

test('what a sealed session was made of goes, and an archive that the server may have is not made again', () => {
  const sealed = found({ phase: 'sealed', endedAt: 9 }, { archive: { state: 'sealed' } });
  expect(planRecovery(sealed)).toMatchObject({ session: { phase: 'sealed' }, removeRecording: true });
  for (const state of ['sending', 'accepted', 'confirmed', 'held', 'kept'] as const) {
    const half = found({ phase: 'finished', endedAt: 9 }, { archive: { state } });
    expect(planRecovery(half)).toMatchObject({ session: { phase: 'sealed' }, removeRecording: true });
  }
  const unsent = found({ phase: 'finished', endedAt: 9 }, { archive: { state: 'sealed' } });
  expect(planRecovery(unsent)).toMatchObject({ session: { phase: 'finished' }, removeRecording: false });
});
