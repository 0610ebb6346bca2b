import { useState } from 'preact/hooks';
import type { Box } from '../../../shared/geometry.ts';
import { text } from '../text.ts';
import { PictureCanvas } from './picture-canvas.tsx';
import type { ShownPicture } from './read-review.ts';

type PainterProps = {
  sessionId: string;
  picture: ShownPicture;
  boxes: readonly Box[];
  onBoxes(boxes: Box[]): void;
};
type Point = { x: number; y: number };

const STEP = 10;
const arrows: Readonly<Record<string, Point>> = {
  ArrowLeft: { x: -STEP, y: 0 },
  ArrowRight: { x: STEP, y: 0 },
  ArrowUp: { x: 0, y: -STEP },
  ArrowDown: { x: 0, y: STEP },
};

/** A picture in full, with rectangles over it: drawn with the pointer, or added, moved and resized by keys. */
export function Painter({ sessionId, picture, boxes, onBoxes }: PainterProps) {
  const [from, setFrom] = useState<Point | null>(null);
  const [drawn, setDrawn] = useState<Box | null>(null);
  const { width, height } = picture;

  /** In pixels of the picture, whatever its size on the screen. */
  const pointOf = (event: PointerEvent & { currentTarget: HTMLElement }): Point => {
    const place = event.currentTarget.getBoundingClientRect();
    const x = ((event.clientX - place.left) / place.width) * width;
    const y = ((event.clientY - place.top) / place.height) * height;
    return { x: Math.min(width, Math.max(0, x)), y: Math.min(height, Math.max(0, y)) };
  };
  const change = (index: number, box: Box | null): void =>
    onBoxes(boxes.flatMap((one, at) => (at !== index ? [one] : box === null ? [] : [box])));

  return (
    <div
      class="painter"
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        setFrom(pointOf(event));
      }}
      onPointerMove={(event) => {
        if (from !== null) setDrawn(between(from, pointOf(event)));
      }}
      onPointerUp={() => {
        if (drawn !== null && drawn.width > 3 && drawn.height > 3) onBoxes([...boxes, drawn]);
        setFrom(null);
        setDrawn(null);
      }}
    >
      <PictureCanvas sessionId={sessionId} picture={picture} />
      {boxes.map((box, index) => (
        <div
          key={index}
          class="rectangle"
          role="button"
          tabIndex={0}
          aria-label={text.review.rectangle(index + 1, box)}
          style={placeOf(box, picture)}
          onKeyDown={(event) => {
            if (event.key === 'Delete' || event.key === 'Backspace') change(index, null);
            const arrow = arrows[event.key];
            if (arrow === undefined) return;
            event.preventDefault();
            change(index, within(event.shiftKey ? resized(box, arrow) : moved(box, arrow), picture));
          }}
        />
      ))}
      {drawn !== null && <div class="rectangle" style={placeOf(drawn, picture)} />}
    </div>
  );
}

/** In the middle, for the keyboard to move. */
export function newRectangle({ width, height }: { width: number; height: number }): Box {
  return {
    x: Math.round(width * 0.4),
    y: Math.round(height * 0.45),
    width: Math.round(width * 0.2),
    height: Math.round(height * 0.1),
  };
}

function between(one: Point, other: Point): Box {
  const [x, y] = [Math.min(one.x, other.x), Math.min(one.y, other.y)];
  return { x, y, width: Math.abs(one.x - other.x), height: Math.abs(one.y - other.y) };
}

function moved(box: Box, { x, y }: Point): Box {
  return { ...box, x: box.x + x, y: box.y + y };
}

function resized(box: Box, { x, y }: Point): Box {
  return { ...box, width: Math.max(STEP, box.width + x), height: Math.max(STEP, box.height + y) };
}

function within(box: Box, size: { width: number; height: number }): Box {
  const [width, height] = [Math.min(box.width, size.width), Math.min(box.height, size.height)];
  const x = Math.min(Math.max(0, box.x), size.width - width);
  const y = Math.min(Math.max(0, box.y), size.height - height);
  return { x, y, width, height };
}

function placeOf({ x, y, width, height }: Box, size: { width: number; height: number }): Record<string, string> {
  const share = (part: number, of: number): string => `${(part / of) * 100}%`;
  return {
    left: share(x, size.width),
    top: share(y, size.height),
    width: share(width, size.width),
    height: share(height, size.height),
  };
}
