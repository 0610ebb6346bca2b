import { expect, test } from 'vitest';
import { tokenBucket } from './token-bucket.ts';

test('attempts run out, and come back with time', () => {
  let now = 0;
  const bucket = tokenBucket({ capacity: 2, refillMs: 10_000, now: () => now });
  bucket.take('a');
  bucket.take('a');
  expect(() => bucket.take('a')).toThrow('Try again in 10 seconds');
  now = 10_000;
  bucket.take('a');
  expect(() => bucket.take('a')).toThrow('Too many attempts');
});

test('one address does not use up the attempts of another', () => {
  const bucket = tokenBucket({ capacity: 1, refillMs: 10_000, now: () => 0 });
  bucket.take('a');
  bucket.take('b');
  expect(() => bucket.take('a')).toThrow('Too many');
});

test('very many addresses do not fill the memory', () => {
  let now = 0;
  const bucket = tokenBucket({ capacity: 1, refillMs: 1, now: () => now });
  for (let index = 0; index < 50_000; index++) {
    now = index * 2;
    bucket.take(`address ${index}`);
  }
  bucket.take('one more');
});

test('a clock that is put back gives nothing away and takes nothing', () => {
  let now = 100_000;
  const bucket = tokenBucket({ capacity: 1, refillMs: 10_000, now: () => now });
  bucket.take('a');
  now = 0;
  expect(() => bucket.take('a')).toThrow('Too many');
});

test('what costs more takes more, and what is refused takes nothing', () => {
  let now = 0;
  const bucket = tokenBucket({ capacity: 10, refillMs: 1_000, now: () => now });
  bucket.take('a', 8);
  expect(() => bucket.take('a', 5)).toThrow('Try again in 3 seconds');
  bucket.take('a', 2);
  now = 10_000;
  bucket.take('a', 100);
  now = 20_000;
  expect(() => bucket.take('a')).toThrow('Try again in 81 seconds');
});

test('what is given back can be taken again, and never makes more than there was', () => {
  const bucket = tokenBucket({ capacity: 1, refillMs: 1_000, now: () => 0 });
  bucket.take('a');
  bucket.giveBack('a');
  bucket.giveBack('a');
  bucket.take('a');
  expect(() => bucket.take('a')).toThrow('Too many attempts');
});

test('nothing costs less than nothing, so that nobody can fill a bucket by asking', () => {
  const bucket = tokenBucket({ capacity: 2, refillMs: 1_000, now: () => 0 });
  bucket.take('a', 2);
  for (const cost of [-1, -Infinity, Number.NaN]) expect(() => bucket.take('a', cost)).toThrow(RangeError);
  bucket.take('a', 0);
  expect(() => bucket.take('a')).toThrow('Try again in 1 seconds');
});
