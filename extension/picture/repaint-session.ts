import { frameDelta, type FrameDelta } from '../../shared/frames/frame-delta.ts';
import { rebuildFrame } from '../../shared/frames/rebuild-frame.ts';
import { isAbsent } from '../../shared/interactions/absent.ts';
import type { Frame } from '../../shared/interactions/screenshots.ts';
import { findKnown, type KnownTerms } from '../../shared/privacy/find-known.ts';
import { findPhones } from '../../shared/privacy/find-phones.ts';
import { decodePicture } from './decode-picture.ts';
import { encodeWebp } from './encode-webp.ts';
import { webpCodec } from './webp-codec.ts';
import type { FrameRow } from '../store/database.ts';
import { boxesToPaint } from './boxes-to-paint.ts';
import { repaintFrames } from './repaint-frames.ts';

/** The frames of a session, and how what they are made of is read. */
export type Pictures = {
  frames: FrameRow[];
  deltas: ReadonlyMap<string, string>;
  readPicture(sha256: string): Promise<Blob>;
};

/** What is looked for: what is known of the participant, and telephone numbers of the page's region (ISO 3166). */
export type Search = { known: KnownTerms; regionOfPage(pageId: string | undefined): string | undefined };

/** The session's pictures with everything painted over that is known now, and was not when they were taken. */
export async function repaintSession(
  { frames, deltas, readPicture }: Pictures,
  { known, regionOfPage }: Search,
): Promise<Pictures> {
  const taken = frames.filter((row): row is FrameRow & { frame: Frame } => !isAbsent(row.frame));
  const toPaint = taken
    .toSorted((a, b) => a.at - b.at)
    .map(({ id, tabId, frame, texts, page }) => ({
      id,
      tabId,
      sha256: frame.sha256,
      boxes: boxesToPaint(texts ?? [], (text) => [
        ...findKnown(text, known),
        ...findPhones(text, regionOfPage(page?.pageId)),
      ]),
    }));
  const painted = new Map(toPaint.map(({ id, boxes }) => [id, boxes.length]));
  const findDelta = (sha256: string): FrameDelta | undefined => {
    const line = deltas.get(sha256);
    return line === undefined ? undefined : frameDelta.parse(JSON.parse(line));
  };
  const decode = async (sha256: string) => decodePicture(await readPicture(sha256));
  const repainted = await repaintFrames(toPaint, {
    findDelta,
    rebuild: (name) => rebuildFrame(name, { findDelta, decode }),
    encode: (pixels) => encodeWebp(pixels, webpCodec),
  });
  return {
    frames: frames.map((row) => {
      if (isAbsent(row.frame)) return row;
      const sha256 = repainted.names.get(row.frame.sha256) ?? row.frame.sha256;
      return { ...row, frame: { ...row.frame, sha256, redactions: row.frame.redactions + (painted.get(row.id) ?? 0) } };
    }),
    deltas: new Map([...deltas, ...repainted.deltas]),
    async readPicture(sha256) {
      const webp = repainted.pictures.get(sha256);
      return webp === undefined ? readPicture(sha256) : new Blob([webp], { type: 'image/webp' });
    },
  };
}
