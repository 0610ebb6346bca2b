import type { FrameText } from '../../shared/frames/frame-text.ts';
import type { Box } from '../../shared/geometry.ts';
import type { Absent } from '../../shared/interactions/absent.ts';
import type { Frame } from '../../shared/interactions/screenshots.ts';
import type { DataOf, RedactionPlan, ReplyOf } from '../messages.ts';
import { isOutOfRoom } from '../storage-level.ts';

export type PictureDeps = {
  /** `knownTexts` is the number of texts that need not be told again. */
  planRedaction(knownTexts: number | null): Promise<RedactionPlan>;
  /** The visible part of the tab's window as a data URL. */
  capture(): Promise<string>;
  encode(
    picture: Pick<DataOf<'encodePicture'>, 'dataUrl' | 'rectangles' | 'viewport'>,
  ): Promise<ReplyOf<'encodePicture'>>;
  now(): number;
  wait(ms: number): Promise<void>;
  /** How often it is tried while the page moves. */
  tries: number;
};

export type TakenPicture = {
  at: number;
  page: { pageId: string; domEpoch: number } | null;
  frame: Frame | Absent;
  /** What it shows and is not painted over, where. */
  texts: FrameText[];
};

/** Why there is no picture where the device has no room left for it. */
export const NO_ROOM = 'no room was left on the device for pictures';
/** A page that hangs must not hang the line of pictures. */
const ANSWER_MS = 3_000;
const PAUSE_MS = 550;

/**
 * Takes one redacted picture of a page. What must be painted over is asked for before and after the capture; when
 * anything moved in between, the picture is doubtful and thrown away, and another try follows. It never throws: a
 * picture that cannot be had is absent with its reason, and the interaction it was for stays.
 */
export async function takePicture(deps: PictureDeps): Promise<TakenPicture> {
  let reason = 'the page kept moving';
  for (let attempt = 1; attempt <= deps.tries; attempt++) {
    const at = deps.now();
    try {
      const before = await inTime(deps.planRedaction(null));
      const dataUrl = await deps.capture();
      const after = await inTime(deps.planRedaction(before.textsNumber));
      if (isSteady(before, after)) {
        const rectangles = [...before.rectangles, ...after.rectangles];
        const encoded = await deps.encode({ dataUrl, rectangles, viewport: after.viewport });
        const { sha256, width, height, redactions, blank } = encoded;
        const { pageId, domEpoch } = after;
        const texts = bothTexts(before, after);
        return { at, page: { pageId, domEpoch }, texts, frame: { sha256, at, width, height, redactions, blank } };
      }
    } catch (error) {
      reason = reasonOf(error);
      if (reason === NO_ROOM) break;
    }
    if (attempt < deps.tries) await deps.wait(PAUSE_MS);
  }
  return { at: deps.now(), page: null, texts: [], frame: { absent: reason } };
}

async function inTime<Value>(answer: Promise<Value>): Promise<Value> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error('the page did not answer in time')), ANSWER_MS);
  });
  return Promise.race([answer, late]).finally(() => clearTimeout(timer));
}

function isSteady(before: RedactionPlan, after: RedactionPlan): boolean {
  return (
    before.pageId === after.pageId &&
    before.url === after.url &&
    before.scroll.x === after.scroll.x &&
    before.scroll.y === after.scroll.y &&
    before.viewport.width === after.viewport.width &&
    before.viewport.height === after.viewport.height &&
    before.viewport.devicePixelRatio === after.viewport.devicePixelRatio &&
    before.rectangles.length === after.rectangles.length &&
    before.rectangles.every((box, index) => isNear(box, after.rectangles[index]))
  );
}

/** Within a pixel: sub-pixel rounding is not movement. */
function isNear(a: Box, b: Box | undefined): boolean {
  if (!b) return false;
  const gaps = [a.x - b.x, a.y - b.y, a.width - b.width, a.height - b.height];
  return gaps.every((gap) => Math.abs(gap) <= 1);
}

/** What the picture may show: what was there before it was taken, and what was there afterwards. */
function bothTexts(before: RedactionPlan, after: RedactionPlan): FrameText[] {
  const [was, is] = [before.texts ?? [], after.texts ?? []];
  return JSON.stringify(was) === JSON.stringify(is) ? is : [...was, ...is];
}

function reasonOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  if (/Could not establish connection|Receiving end does not exist|message (port|channel) closed/.test(message)) {
    return 'the page could not be asked what to mask';
  }
  if (/permission|Cannot access|chrome:\/\//.test(message)) return 'the browser does not let this page be photographed';
  if (isOutOfRoom(error)) return NO_ROOM;
  if (/MAX_CAPTURE_VISIBLE_TAB_CALLS_PER_SECOND/.test(message)) return 'too many pictures at once';
  return message.slice(0, 200);
}
