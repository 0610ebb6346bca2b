import { expect, test } from 'vitest';
import type { Scenario } from '../../../shared/scenarios/scenario.ts';
import type { Outcome } from '../../../shared/session/outcome.ts';
import type { QualityReport } from '../../../shared/quality/quality-report.ts';
import type { ArchiveState, SessionRow } from '../../store/database.ts';
import { text } from '../text.ts';
import { archiveWords, removalWords } from './archive-words.ts';
import { outcomeWords, qualityWords } from './outcome-words.ts';
import { countQueue, queueWords } from './queue-words.ts';
import { recordedMs } from './recorded-ms.ts';
import { sendingWords } from './sending-words.ts';

const sealed = { phase: 'sealed', sealFailure: null } as const;
const archive = (state: ArchiveState, failure: string | null = null) => ({ state, failure, nextTryAt: 0 });

test('recorded time leaves out pauses, an open one too, and stands still after the end', () => {
  const session = { startedAt: 1_000, endedAt: null, pauses: [{ from: 2_000, to: 5_000 }] };
  expect(recordedMs(session, 11_000)).toBe(7_000);
  expect(recordedMs({ ...session, pauses: [...session.pauses, { from: 9_000, to: null }] }, 60_000)).toBe(5_000);
  expect(recordedMs({ ...session, endedAt: 11_000 }, 999_000)).toBe(7_000);
});

test('recorded time is never below zero when the clock was set back', () => {
  expect(recordedMs({ startedAt: 10_000, endedAt: null, pauses: [] }, 4_000)).toBe(0);
  expect(recordedMs({ startedAt: 0, endedAt: null, pauses: [{ from: 5_000, to: 4_000 }] }, 6_000)).toBe(6_000);
});

test('every phase before the archive has its words', () => {
  expect(archiveWords({ phase: 'recording', sealFailure: null }, undefined).words).toBe(text.archive.recording);
  expect(archiveWords({ phase: 'paused', sealFailure: null }, undefined).words).toBe(text.archive.paused);
  expect(archiveWords({ phase: 'finishing', sealFailure: null }, undefined).words).toBe(text.archive.finished);
  expect(archiveWords({ phase: 'finished', sealFailure: null }, undefined).words).toBe(text.archive.finished);
});

test('R11.4: what the server keeps back is told in words, and what it has not checked yet', () => {
  const stored = archive('confirmed');
  expect(archiveWords(sealed, { ...stored, screening: 'quarantined' })).toEqual({
    tone: 'bad',
    words: text.rights.quarantined,
    why: text.rights.quarantinedWhy,
  });
  expect(archiveWords(sealed, { ...stored, screening: 'unscanned' }).words).toBe(text.rights.unscanned);
  for (const screening of ['clear', 'released'] as const) {
    expect(archiveWords(sealed, { ...stored, screening }).words).toBe(text.archive.confirmed);
  }
});

test('failed packing says in words what is wrong and when it is tried again, and nothing that is for developers', () => {
  const nextTryAt = new Date(2026, 0, 2, 3, 4).getTime();
  const wordsFor = (message: string) =>
    archiveWords({ phase: 'finished', sealFailure: { message, attempts: 1, nextTryAt } }, undefined);
  for (const [message, told] of [
    ['QuotaExceededError: Encountered full disk while opening backing store', text.packing.room],
    ['Something private (NAME_1) was left after masking; the session is kept back.', text.packing.private],
    ['[{"code":"invalid_type","path":["action"]}]', text.packing.other],
  ] as const) {
    const { tone, words, why } = wordsFor(message);
    expect([tone, words]).toEqual(['bad', text.packing.failed]);
    expect(why).toContain(told);
    expect(why).toMatch(/2026/);
    expect(why).not.toContain(message);
  }
});

test('an archive between two tries waits, with the reason, whatever state it was left in', () => {
  for (const state of ['sealed', 'sending'] as const) {
    const { words, why } = archiveWords(sealed, archive(state, 'The server cannot be reached.'));
    expect(words).toBe(text.archive.sealed);
    expect(why).toContain('The server cannot be reached.');
  }
  expect(archiveWords(sealed, archive('sending')).words).toBe(text.archive.sending);
});

test('a held archive always has a reason', () => {
  expect(archiveWords(sealed, archive('held', 'Too large.')).why).toBe('Too large.');
  expect(archiveWords(sealed, archive('held')).why).toBe(text.archive.heldFallback);
});

test('before deleting, it is said whether the server has the session', () => {
  expect(removalWords(undefined)).toBe(text.sessionList.notOnServer);
  expect(removalWords({ state: 'sealed' })).toBe(text.sessionList.notOnServer);
  expect(removalWords({ state: 'held' })).toBe(text.sessionList.notOnServer);
  expect(removalWords({ state: 'sending' })).toBe(text.sessionList.perhapsOnServer);
  expect(removalWords({ state: 'accepted' })).toBe(text.sessionList.onServer);
  expect(removalWords({ state: 'confirmed' })).toBe(text.sessionList.onServer);
});

test('the queue counts each session once and names only what there is', () => {
  const counts = countQueue(
    [{ phase: 'finished' }, { phase: 'reviewing' }, { phase: 'sealed' }, { phase: 'recording' }],
    [archive('sealed'), archive('sending', 'no answer'), archive('sending'), archive('accepted'), archive('confirmed')],
  );
  expect(counts).toEqual({ reviewing: 1, packing: 1, waiting: 2, sending: 1, sent: 2, held: 0, kept: 0 });
  expect(queueWords(counts)).toBe('1 to look through · 1 being packed · 2 waiting · 1 being sent · 2 sent');
  expect(queueWords(countQueue([], []))).toBe(text.queue.empty);
});

const scenario = { criteria: [{}, {}, {}] } as unknown as Scenario; // only their number matters here
const judged = (met: readonly boolean[], completed: boolean): SessionRow['judgement'] => ({
  outcome: { completed, criteria: met.map((one) => ({ met: one })) } as Outcome,
  quality: {} as QualityReport,
  interactions: 1,
  judgedAt: 0,
});

test('what came of a task is said in words', () => {
  const row = { scenario, judgement: judged([true, false, false], false), gaveUpReason: null };
  expect(outcomeWords(row)).toBe('1 of 3 done');
  expect(outcomeWords({ ...row, judgement: judged([true, true, true], true) })).toBe('Task done');
  expect(outcomeWords({ ...row, judgement: null })).toBe(text.outcome.unknown);
  expect(outcomeWords({ ...row, gaveUpReason: 'No kettles' })).toBe('Given up: No kettles');
  expect(outcomeWords({ ...row, scenario: null })).toBe(text.outcome.free);
});

test('quality is a word with the score behind it', () => {
  expect(qualityWords({ overall: 0.824, verdict: 'accepted' })).toEqual({ tone: 'good', words: 'Good (82%)' });
  expect(qualityWords({ overall: 0.2, verdict: 'rejected' }).tone).toBe('bad');
  expect(qualityWords(null).words).toBe(text.quality.none);
});

test('an archive that is being sent shows how much the server has, and never more than all of it', () => {
  const sending = { ...archive('sending'), bytes: 2_000_000, sentBytes: 680_000 };
  expect(sendingWords(sending, null, 0)).toMatchObject({
    words: text.archive.sending,
    progress: { share: 0.34, words: expect.stringContaining('34%') },
  });
  expect(sendingWords({ ...sending, sentBytes: 3_000_000 }, null, 0).progress?.share).toBe(1);
  expect(sendingWords({ ...archive('sending'), bytes: 10 }, null, 0).progress?.share).toBe(0);
});

test('what waits says for what: a wish of the participant, or the next try', () => {
  const waiting = { ...archive('sealed'), bytes: 10 };
  expect(sendingWords(waiting, 'metered', 0)).toMatchObject({ words: text.sending.state.metered, progress: null });
  expect(sendingWords({ ...archive('sending'), bytes: 10 }, 'paused', 0).words).toBe(text.sending.state.paused);
  const at = new Date(2026, 0, 2, 3, 4).getTime();
  expect(sendingWords({ ...waiting, nextTryAt: at }, null, 0).why).toMatch(/2026/);
  expect(sendingWords(waiting, null, 0).why).toBeNull();
  expect(sendingWords(waiting, null, 0, at).why).toMatch(/2026/);
  expect(sendingWords({ ...archive('held', 'Too large.'), bytes: 10 }, 'paused', 0).why).toBe('Too large.');
});

test('what the participant asked for waits for none of her wishes, and what had arrived before is still told', () => {
  const asked = { ...archive('sealed'), bytes: 10, sentBytes: 5, askedFor: true };
  expect(sendingWords(asked, 'battery', 0)).toMatchObject({ why: text.sending.asked, progress: { share: 0.5 } });
});
