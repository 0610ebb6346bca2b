import { expect, test } from 'vitest';
import { boxesToPaint } from './boxes-to-paint.ts';

const box = (x: number) => ({ x, y: 0, width: 10, height: 10 });
const find = (text: string) => Array.from(text.matchAll(/Quillon/g), ({ index }) => ({ start: index, end: index + 7 }));

test('every piece that shows a part of it is painted, and no other', () => {
  const texts = [
    [
      { text: 'Hello ', boxes: [box(1)] },
      { text: 'Qui', boxes: [box(2), box(3)] },
      { text: 'llon!', boxes: [box(4)] },
    ],
    [{ text: 'Quill on offer', boxes: [box(5)] }],
    [{ text: 'for Quillon', boxes: [box(6)] }],
  ];
  expect(boxesToPaint(texts, find).map(({ x }) => x)).toEqual([2, 3, 4, 6]);
});
