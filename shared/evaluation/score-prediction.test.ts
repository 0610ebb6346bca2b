import { expect, test } from 'vitest';
import { scorePrediction, type PredictedCall } from './score-prediction.ts';

const type = (target: string, text: string, submit = false): PredictedCall => ({
  name: 'browser_type',
  arguments: { target, text, submit },
});
const click = (target: string): PredictedCall => ({ name: 'browser_click', arguments: { target } });

test('the same call is right in every respect', () => {
  expect(scorePrediction(type('e4', 'red shoes'), type('e4', 'Red  shoes'))).toEqual({
    element: true,
    actionF1: 1,
    success: true,
  });
});

test('the right action on the wrong element has full action F1 and no success', () => {
  expect(scorePrediction(click('e4'), click('e5'))).toEqual({ element: false, actionF1: 1, success: false });
});

test('half of the words right gives the F1 of the two sets of tokens', () => {
  // {browser_type, red, shoes} against {browser_type, blue, shoes}: 2·2 / (3+3)
  const score = scorePrediction(type('e4', 'red shoes'), type('e4', 'blue shoes'));
  expect(score.actionF1).toBeCloseTo(4 / 6);
  expect(score).toMatchObject({ element: true, success: false });
});

test('typing without sending is not the same as typing and sending', () => {
  expect(scorePrediction(type('e4', 'lamp', true), type('e4', 'lamp')).success).toBe(false);
});

test('another tool with the same target shares only the element', () => {
  expect(scorePrediction(click('e4'), type('e4', 'x'))).toEqual({ element: true, actionF1: 0, success: false });
});

test('no call scores nothing', () => {
  expect(scorePrediction(click('e4'), null)).toEqual({ element: false, actionF1: 0, success: false });
});

test('a step without an element counts as null there and can still succeed', () => {
  const back: PredictedCall = { name: 'browser_navigate_back', arguments: {} };
  expect(scorePrediction(back, back)).toEqual({ element: null, actionF1: 1, success: true });
});

test('the order of chosen options and the wording of a summary do not matter', () => {
  const choose = (values: string[]): PredictedCall => ({
    name: 'browser_select_option',
    arguments: { target: 'e1', values },
  });
  const done = (summary: string): PredictedCall => ({ name: 'task_done', arguments: { success: true, summary } });
  expect(scorePrediction(choose(['L', 'M']), choose(['M', 'L'])).success).toBe(true);
  expect(scorePrediction(done('In the cart.'), done('Bought.')).success).toBe(true);
});
