import { expect, test } from 'vitest';
import { findAudioTime, findMoment, type Narration } from './narration.ts';

const narration: Narration = {
  startedAt: 1_000,
  durationMs: 5_000,
  pauses: [
    { from: 3_000, to: 10_000 },
    { from: 11_000, to: 11_500 },
  ],
};

test('a moment is heard as many milliseconds into the audio as were recorded before it', () => {
  expect(findAudioTime(narration, 1_000)).toBe(0);
  expect(findAudioTime(narration, 3_000)).toBe(2_000);
  expect(findAudioTime(narration, 10_000)).toBe(2_000);
  expect(findAudioTime(narration, 10_400)).toBe(2_400);
  expect(findAudioTime(narration, 12_000)).toBe(3_500);
});

test('nothing is heard of what was before the audio, in a pause, or after its end', () => {
  expect(findAudioTime(narration, 999)).toBeUndefined();
  expect(findAudioTime(narration, 5_000)).toBeUndefined();
  expect(findAudioTime(narration, 13_501)).toBeUndefined();
});

test('a place in the audio beyond its end has no moment', () => {
  expect(findMoment(narration, -1)).toBeUndefined();
  expect(findMoment(narration, 5_001)).toBeUndefined();
});

test('the way from the audio to the interactions’ clock and back ends where it began', () => {
  for (let audioMs = 0; audioMs <= narration.durationMs; audioMs += 100) {
    const at = findMoment(narration, audioMs);
    expect(at === undefined ? undefined : findAudioTime(narration, at)).toBe(audioMs);
  }
  expect(findMoment(narration, 2_400)).toBe(10_400);
});

test('a session without pauses differs by its start alone', () => {
  const plain = { ...narration, pauses: [] };
  expect(findMoment(plain, 1_234)).toBe(2_234);
  expect(findAudioTime(plain, 2_234)).toBe(1_234);
});
