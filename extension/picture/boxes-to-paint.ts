import type { FrameText } from '../../shared/frames/frame-text.ts';
import type { Box } from '../../shared/geometry.ts';

type Span = { start: number; end: number };

/** Rectangles of all pieces of text in which `find` finds something that has to go, also where it spans several pieces. */
export function boxesToPaint(texts: readonly FrameText[], find: (text: string) => readonly Span[]): Box[] {
  return texts.flatMap((pieces) => {
    const spans = find(pieces.map(({ text }) => text).join(''));
    if (spans.length === 0) return [];
    let from = 0;
    return pieces.flatMap(({ text, boxes }) => {
      const [start, end] = [from, from + text.length];
      from = end;
      return spans.some((span) => span.start < end && start < span.end) ? boxes : [];
    });
  });
}
