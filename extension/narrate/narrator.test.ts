import { expect, test } from 'vitest';
import type { AudioRow, NarrationProgress } from '../store/database.ts';
import type { MicrophoneEvents } from './microphone.ts';
import { narrator } from './narrator.ts';

/** A session's row, a microphone and a clock, all made up. */
function world(given: Partial<NarrationProgress> = {}) {
  const row: NarrationProgress = { state: 'wanted', startedAt: null, pauses: [], failure: null, ...given };
  const state = { now: 1_000, heard: [] as string[], pieces: [] as AudioRow[], refusal: '' };
  let events: MicrophoneEvents | undefined;
  const { follow, level } = narrator({
    openMicrophone: async (asked) => {
      if (state.refusal) throw new Error(state.refusal);
      events = asked;
      state.heard.push('open');
      return {
        startedAt: state.now,
        pause: () => void state.heard.push('pause'),
        resume: () => void state.heard.push('resume'),
        stop: async () => {
          state.heard.push('stop');
          asked.onPiece(new Blob(['last']));
        },
        level: () => 0.5,
      };
    },
    change: async (_sessionId, change) => change(row),
    add: async (piece) => void state.pieces.push(piece),
    now: () => state.now,
    maxBytes: 20,
  });
  return {
    row,
    state,
    level,
    lose: () => events?.onLost(),
    say: (at: number, words: string) => {
      state.now = at;
      events?.onPiece(new Blob([words]));
    },
    in: (phase: 'recording' | 'paused', at = state.now) => {
      state.now = at;
      return follow({ id: 'a', phase, narration: structuredClone(row) });
    },
    gone: () => follow(undefined),
  };
}

test('what is said is committed piece by piece, the last one when the session stops', async () => {
  const { row, state, say, gone, ...session } = world();
  await session.in('recording');
  expect(row).toMatchObject({ state: 'running', startedAt: 1_000 });
  say(3_000, 'one');
  state.now = 4_000;
  await gone();
  expect(state.pieces.map(({ index, untilMs }) => [index, untilMs])).toEqual([
    [0, 2_000],
    [1, 3_000],
  ]);
  expect(row).toMatchObject({ state: 'ended', failure: null });
});

test('a pause is written down and is no time in the audio', async () => {
  const { row, state, say, gone, level, ...session } = world();
  await session.in('recording');
  expect(level()).toBe(0.5);
  await session.in('paused', 2_000);
  expect(level()).toBeNull();
  await session.in('paused', 2_500);
  await session.in('recording', 5_000);
  say(6_000, 'two');
  await gone();
  expect(state.heard).toEqual(['open', 'pause', 'resume', 'stop']);
  expect(row.pauses).toEqual([{ from: 2_000, to: 5_000 }]);
  expect(state.pieces[0]?.untilMs).toBe(2_000);
});

test('the microphone stays off unless it was asked for, and once it was switched off', async () => {
  const { state, ...session } = world({ state: 'ended' });
  await session.in('recording');
  expect(state.heard).toEqual([]);
  const other = world();
  await other.in('recording');
  other.row.state = 'ended';
  await other.in('recording');
  await other.in('recording');
  expect(other.state.heard).toEqual(['open', 'stop']);
});

test('without a microphone the narration is over, with the reason', async () => {
  const { row, state, ...session } = world();
  state.refusal = 'There is no microphone.';
  await session.in('recording');
  expect(row).toMatchObject({ state: 'ended', failure: 'There is no microphone.' });
});

test('a narration that ran in a document that died is over, and says so', async () => {
  const { row, state, ...session } = world({ state: 'running', startedAt: 500 });
  await session.in('recording');
  expect(state.heard).toEqual([]);
  expect(row).toMatchObject({ state: 'ended', failure: expect.stringContaining('closed') });
});

test('a microphone that is unplugged, or has recorded all that an archive may hold, ends it', async () => {
  const lost = world();
  await lost.in('recording');
  lost.lose();
  expect(lost.row).toMatchObject({ state: 'ended', failure: expect.stringContaining('taken away') });
  const full = world();
  await full.in('recording');
  full.say(2_000, 'fifteen letters');
  full.say(3_000, 'and more than fit');
  await full.in('recording');
  expect(full.state.pieces).toHaveLength(2);
  expect(full.row.failure).toContain('as long as it can be');
});
