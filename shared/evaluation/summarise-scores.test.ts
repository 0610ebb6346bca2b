import { expect, test } from 'vitest';
import { summariseScores } from './summarise-scores.ts';

const right = { element: true, actionF1: 1, success: true };
const wrong = { element: false, actionF1: 0.5, success: false };
const withoutElement = { element: null, actionF1: 1, success: true };

test('a session succeeds only when each of its steps does', () => {
  const scores = [
    { sessionId: 'a', score: right },
    { sessionId: 'a', score: wrong },
    { sessionId: 'b', score: right },
    { sessionId: 'b', score: withoutElement },
  ];
  expect(summariseScores(scores)).toEqual({
    examples: 4,
    sessions: 2,
    elementAccuracy: 2 / 3,
    actionF1: 3.5 / 4,
    stepSuccess: 3 / 4,
    taskSuccess: 1 / 2,
  });
});

test('an empty held-out set claims nothing', () => {
  expect(summariseScores([])).toEqual({
    examples: 0,
    sessions: 0,
    elementAccuracy: null,
    actionF1: 0,
    stepSuccess: 0,
    taskSuccess: 0,
  });
});
