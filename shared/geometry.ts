import { z } from 'zod';

/** CSS pixels from the top-left corner of the top frame's viewport, unless said otherwise. */
export const point = z.strictObject({ x: z.number(), y: z.number() });
export type Point = z.infer<typeof point>;

/** A rectangle in CSS pixels of the top frame's viewport. */
export const box = z.strictObject({
  x: z.number(),
  y: z.number(),
  width: z.number().min(0),
  height: z.number().min(0),
});
export type Box = z.infer<typeof box>;

export const viewport = z.strictObject({
  width: z.number().min(0),
  height: z.number().min(0),
  devicePixelRatio: z.number().positive(),
});
