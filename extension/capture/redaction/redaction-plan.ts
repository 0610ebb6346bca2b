import type { FrameText } from '../../../shared/frames/frame-text.ts';
import type { Box } from '../../../shared/geometry.ts';
import type { RedactionPlan } from '../../messages.ts';
import type { Looks } from '../gestures.ts';
import type { Masker } from '../masker.ts';
import { scrollNow } from '../page/page-frame.ts';
import { tenth } from '../dom/boxes.ts';

export type PlanDeps = {
  pageId: string;
  masker: Masker;
  privateBoxes: () => Box[];
  /** Null for those that are known under this number already. */
  texts: readonly FrameText[] | null;
  textsNumber: number;
  looks: () => Looks;
};

/** Above and below the viewport, so that a box that moves in during the capture is covered as well. */
const MARGIN_PX = 120;

/** What must be painted over in a picture of the page taken now, and what must not have changed when it has been taken. */
export function planRedaction({ pageId, masker, privateBoxes, texts, textsNumber, looks }: PlanDeps): RedactionPlan {
  return {
    pageId,
    url: masker.url(location.href),
    // In an order of their own: two plans of the same page are compared box by box.
    rectangles: privateBoxes().map(asSeen).filter(isNearView).sort(byPlace),
    texts: texts?.map((pieces) => pieces.map(({ text, boxes }) => ({ text, boxes: boxes.map(asSeen) }))) ?? null,
    textsNumber,
    viewport: { width: innerWidth, height: innerHeight, devicePixelRatio: devicePixelRatio > 0 ? devicePixelRatio : 1 },
    scroll: scrollNow(),
    domEpoch: looks().epoch,
  };
}

/** A pinch-zoomed page shows a part of its layout viewport, enlarged. */
function asSeen(box: Box): Box {
  const view = window.visualViewport;
  if (view === null || view.scale === 1) return box;
  return {
    x: tenth((box.x - view.offsetLeft) * view.scale),
    y: tenth((box.y - view.offsetTop) * view.scale),
    width: tenth(box.width * view.scale),
    height: tenth(box.height * view.scale),
  };
}

function byPlace(a: Box, b: Box): number {
  return a.y - b.y || a.x - b.x || a.width - b.width || a.height - b.height;
}

function isNearView({ x, y, width, height }: Box): boolean {
  return x < innerWidth + MARGIN_PX && y < innerHeight + MARGIN_PX && x + width > -MARGIN_PX && y + height > -MARGIN_PX;
}
