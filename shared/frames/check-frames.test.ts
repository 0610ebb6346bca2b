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
const patch = { ...part, atX: 0, atY: 0 };
const moved = { ...part, of: 0, dx: 0, dy: 0 };
const delta = (change: Partial<FrameDelta> = {}): FrameDelta => ({
  sources: ['page'],
  shade: null,
  moved: [],
  atlas: [],
  patches: [],
  ...change,
});
const fault = (...deltas: FrameDelta[]) =>
  findFrameFault(pictures, new Map(deltas.map((each, index) => [`d${index}`, each])), new Map());

test('frames that are made of what is there have the size of their sources', () => {
  const sizes = new Map<string, Size>();
  const deltas = new Map([
    ['a', delta({ atlas: ['patch'], patches: [{ ...patch, x: 90, y: 70 }] })],
    ['b', delta({ sources: ['a', 'page'], moved: [{ ...moved, of: 1, dx: 90, dy: 70 }] })],
  ]);
  expect(findFrameFault(pictures, deltas, sizes)).toBeUndefined();
  expect(sizes.get('b')).toEqual(size);
});

test('a frame of layers has their size, and others may be made of it', () => {
  const sizes = new Map<string, Size>();
  const deltas = new Map([
    ['a', delta({ sources: [], atlas: ['page', 'page'] })],
    ['b', delta({ sources: ['a'] })],
  ]);
  expect(findFrameFault(pictures, deltas, sizes)).toBeUndefined();
  expect(sizes.get('b')).toEqual(size);
});

test('a source has to come first, so that no frame is made of itself', () => {
  expect(fault(delta({ sources: ['d0'] }))).toContain('does not come before it');
  expect(fault(delta({ sources: ['page', 'd1'] }), delta())).toContain('does not come before it');
});

test('no frame is made of more others than a reader has to expect, by however many ways', () => {
  const chain = Array.from({ length: limits.maxFrameAncestors + 1 }, (_, index) =>
    delta(index === 0 ? {} : { sources: [`d${index - 1}`, 'page'] }),
  );
  expect(fault(...chain.slice(0, -1))).toBeUndefined();
  expect(fault(...chain)).toContain('is made of 41 other frames');
});

test.each([
  ['a patch beside the frame', { atlas: ['patch'], patches: [{ ...patch, x: 91 }] }, 'outside of it'],
  ['a patch beside its picture', { atlas: ['patch'], patches: [{ ...patch, atX: 1 }] }, 'outside of the picture'],
  ['a layer of another size', { atlas: ['patch', 'page'], patches: [patch] }, 'layers of different sizes'],
  ['a layer that is missing', { atlas: ['patch', 'none'], patches: [patch] }, 'missing'],
  ['a frame of nothing', { sources: [] }, 'made of nothing'],
  [
    'a frame of layers with a patch',
    { sources: [], atlas: ['page'], patches: [patch] },
    'source that it does not have',
  ],
  ['a frame of layers that moves', { sources: [], atlas: ['page'], moved: [moved] }, 'source that it does not have'],
  ['a patch without a picture', { patches: [patch] }, 'without'],
  ['a picture without a patch', { atlas: ['patch'] }, 'without'],
  ['a patch whose picture is missing', { atlas: ['none'], patches: [patch] }, 'missing'],
  ['an area from above the frame', { moved: [{ ...moved, dy: -1 }] }, 'outside'],
  ['an area that leaves the frame', { moved: [{ ...moved, x: 95 }] }, 'outside'],
  ['an area of a source that is not named', { moved: [{ ...moved, of: 1 }] }, 'does not have'],
  ['a source of another size', { sources: ['page', 'patch'] }, 'different sizes'],
])('%s is found', (_name, change, says) => {
  expect(fault(delta(change))).toContain(says);
});
