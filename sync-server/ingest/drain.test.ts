import { expect, test } from 'vitest';
import { drain } from './drain.ts';

/** Three pieces of two bytes, and how many of them were taken. */
function pieces() {
  const seen = { taken: 0 };
  async function* body(): AsyncGenerator<Uint8Array> {
    for (seen.taken = 0; seen.taken < 3; seen.taken++) yield new Uint8Array(2);
  }
  return { seen, body: body() };
}

test('everything that is left is taken in', async () => {
  const { seen, body } = pieces();
  await drain(body, 100);
  expect(seen.taken).toBe(3);
});

test('a body without end is given up', async () => {
  const { seen, body } = pieces();
  await drain(body, 3);
  expect(seen.taken).toBe(1);
});

test('a connection that breaks meanwhile troubles nobody', async () => {
  const broken = new ReadableStream<Uint8Array>({ start: (stream) => stream.error(new Error('reset')) });
  await expect(drain(broken, 100)).resolves.toBeUndefined();
});
