import type { Box, Point } from '../../../shared/geometry.ts';

/**
 * Where this frame's viewport begins in the viewport of the topmost frame that can be reached. Across a cross-origin
 * boundary nothing can be measured: there it ends, and coordinates are those of the outermost reachable frame.
 */
export function frameOffset(frame: Window = window): Point {
  let { x, y } = { x: 0, y: 0 };
  let current = frame;
  for (let depth = 0; depth < 10; depth++) {
    const element = frameElementOf(current);
    if (element === null) break;
    const rect = element.getBoundingClientRect();
    const style = getComputedStyle(element);
    x += rect.x + element.clientLeft + (Number.parseFloat(style.paddingLeft) || 0);
    y += rect.y + element.clientTop + (Number.parseFloat(style.paddingTop) || 0);
    current = current.parent;
  }
  return { x, y };
}

/** The element that shows a frame, or null at the top and where the parent is of another origin. */
export function frameElementOf(frame: Window): Element | null {
  try {
    return frame.frameElement;
  } catch {
    return null; // Firefox throws where Chromium answers null
  }
}

/** A rectangle moved by an offset, to a tenth of a pixel. */
export function boxAt(rect: DOMRectReadOnly, offset: Point): Box {
  return {
    x: tenth(rect.x + offset.x),
    y: tenth(rect.y + offset.y),
    width: tenth(rect.width),
    height: tenth(rect.height),
  };
}

export function tenth(pixels: number): number {
  return Math.round(pixels * 10) / 10;
}
