import { z } from 'zod';
import { box } from '../geometry.ts';

/**
 * A run of text that a picture shows: its pieces in reading order, each with the rectangles of its lines, in CSS pixels
 * of the picture. Kept beside a picture until its session is sealed, because what is private may only be learned later.
 */
export const frameText = z.array(z.strictObject({ text: z.string(), boxes: z.array(box) }));
export type FrameText = z.infer<typeof frameText>;
