import { expect, test } from 'vitest';
import { duplicateFilter } from './duplicate-filter.ts';
import { sampleExample } from './sample-example.ts';

test('the same example is a duplicate, whatever the order of its keys', () => {
  const { isDuplicate } = duplicateFilter();
  const { messages, tools, parallel_tool_calls } = sampleExample({ product: 'Oak lamp' });
  expect(isDuplicate({ messages, tools, parallel_tool_calls })).toBe(false);
  expect(isDuplicate({ parallel_tool_calls, tools, messages })).toBe(true);
});

test('the same step on a reloaded page, with elements numbered anew, is a duplicate', () => {
  const { isDuplicate } = duplicateFilter();
  expect(isDuplicate(sampleExample({ product: 'Oak lamp', firstRef: 1 }))).toBe(false);
  expect(isDuplicate(sampleExample({ product: 'OAK  lamp', firstRef: 40 }))).toBe(true);
});

test('the same page with another answer is none, and neither is another product', () => {
  const { isDuplicate } = duplicateFilter();
  const first = sampleExample({ product: 'Oak lamp' });
  const other = structuredClone(first);
  const answer = other.messages.at(-1);
  if (answer?.role !== 'assistant' || answer.tool_calls?.[0] === undefined) throw new Error('the sample has a call');
  answer.tool_calls[0].function.arguments = JSON.stringify({ target: 'e2' });
  expect(isDuplicate(first)).toBe(false);
  expect(isDuplicate(other)).toBe(false);
  expect(isDuplicate(sampleExample({ product: 'Brass lamp' }))).toBe(false);
});
