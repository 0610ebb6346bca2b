import { findFrameFault, type Size } from '../../shared/frames/check-frames.ts';
import { archiveInvalid } from './archive-invalid.ts';
import type { Findings } from './read-document.ts';

/** Every frame that is spoken of can be rebuilt from what is there, and has the size that is said. */
export function checkFrames({ pictures, deltas, mentionedFrames }: Findings): void {
  const sizes = new Map<string, Size>();
  const fault = findFrameFault(pictures, deltas, sizes);
  if (fault !== undefined) throw archiveInvalid(fault);
  for (const [sha256, said] of mentionedFrames) {
    const size = sizes.get(sha256);
    if (size === undefined) throw archiveInvalid(`the picture ${sha256} is missing`);
    if (size.width !== said.width || size.height !== said.height) {
      throw archiveInvalid(`the picture ${sha256} does not have the size that is said of it`);
    }
  }
}

/** Pictures of a whole page, and frames made of others; patches by themselves show nothing. */
export function countFrames({ pictures, deltas }: Pick<Findings, 'pictures' | 'deltas'>): number {
  const atlases = new Set([...deltas.values()].flatMap(({ atlas }) => atlas));
  return deltas.size + [...pictures.keys()].filter((sha256) => !atlases.has(sha256)).length;
}
