import { expect, test } from 'vitest';
import { z } from 'zod';
import { text } from '../text.ts';
import { failureWords } from './failure-words.ts';

test('a sentence that was written for the participant is shown as it is', () => {
  expect(failureWords(new Error('Nothing is being recorded any more.'))).toBe('Nothing is being recorded any more.');
  const refused = Object.assign(new Error('This code has expired.'), { name: 'SyncError' });
  expect(failureWords(refused)).toBe('This code has expired.');
});

test('what only developers understand becomes what to do', () => {
  const { error } = z.string().safeParse(1);
  const crossed = Object.assign(new Error(error?.message), { name: 'ZodError' });
  for (const internal of [error, crossed, new TypeError('x is undefined'), 'gone'])
    expect(failureWords(internal)).toBe(text.failed.unexpected);
  const closed = new Error('Could not establish connection. Receiving end does not exist.');
  for (const unanswered of [closed, new Error('No context handles "stopSession"')])
    expect(failureWords(unanswered)).toBe(text.failed.unanswered);
});
