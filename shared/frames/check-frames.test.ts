import { expect, test } from 'vitest';
import { limits } from '../limits.ts';
import { findFrameFault, type Size } from './check-frames.ts';
import type { FrameDelta } from './frame-delta.ts';

const size = { width: 100, height: 80 };
const pictures = new Map([
  ['page', size],
  ['patch', { width: 10, height: 10 }],
]);
const part = { x: 0, y: 0, width: 10, height: 10 };
const delta = (change: Partial<FrameDelta> = {}): FrameDelta => ({ base: 'page', moved: [], patches: [], ...change });
const fault = (...deltas: FrameDelta[]) =>
  findFrameFault(pictures, new Map(deltas.map((each, index) => [`d${index}`, each])), new Map());

test('frames that are made of what is there have the size of their base', () => {
  const sizes = new Map<string, Size>();
  const deltas = new Map([
    ['a', delta({ patches: [{ ...part, x: 90, y: 70, picture: 'patch' }] })],
    ['b', delta({ base: 'a', moved: [{ ...part, dx: 90, dy: 70 }] })],
  ]);
  expect(findFrameFault(pictures, deltas, sizes)).toBeUndefined();
  expect(sizes.get('b')).toEqual(size);
});

test('a base has to come first, so that no frame is made of itself', () => {
  expect(fault(delta({ base: 'd0' }))).toContain('does not come before it');
  expect(fault(delta({ base: 'd1' }), delta())).toContain('does not come before it');
});

test('no chain is longer than a reader has to expect', () => {
  const chain = Array.from({ length: limits.maxFrameChain + 1 }, (_, index) =>
    delta(index === 0 ? {} : { base: `d${index - 1}` }),
  );
  expect(fault(...chain.slice(0, -1))).toBeUndefined();
  expect(fault(...chain)).toContain('frames away from a picture');
});

test.each([
  ['a patch beside the frame', { patches: [{ ...part, x: 91, picture: 'patch' }] }, 'outside'],
  ['a patch of another size', { patches: [{ ...part, width: 11, picture: 'patch' }] }, 'its size'],
  ['a patch that is missing', { patches: [{ ...part, picture: 'none' }] }, 'missing'],
  ['an area from above the frame', { moved: [{ ...part, dx: 0, dy: -1 }] }, 'outside'],
  ['an area that leaves the frame', { moved: [{ ...part, x: 95, dx: 0, dy: 0 }] }, 'outside'],
])('%s is found', (_name, change, says) => {
  expect(fault(delta(change))).toContain(says);
});
