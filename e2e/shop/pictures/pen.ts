import { shade } from '../catalogue/colours.ts';

/** The colours one picture is drawn with, all derived from the product's own. */
export interface Tone {
  readonly main: string;
  readonly dark: string;
  readonly deep: string;
  readonly light: string;
  readonly pale: string;
}

type Point = readonly [number, number];

export type Drawing = (tone: Tone) => string;

export const ink = '#2b3035';
export const metal = '#c3cbd1';
export const wood = '#b98a58';
export const paper = '#fbf7ee';
export const gold = '#dca134';

export function toneOf(main: string): Tone {
  return {
    main,
    dark: shade(main, -0.22),
    deep: shade(main, -0.45),
    light: shade(main, 0.28),
    pale: shade(main, 0.62),
  };
}

export function box([x, y]: Point, size: readonly [number, number, number?], fill: string): string {
  const [width, height, radius = 0] = size;
  return `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="${radius}" fill="${fill}"/>`;
}

export function disc([x, y]: Point, radius: number, fill: string): string {
  return `<circle cx="${x}" cy="${y}" r="${radius}" fill="${fill}"/>`;
}

export function oval([x, y]: Point, radii: Point, fill: string): string {
  return `<ellipse cx="${x}" cy="${y}" rx="${radii[0]}" ry="${radii[1]}" fill="${fill}"/>`;
}

export function blob(path: string, fill: string): string {
  return `<path d="${path}" fill="${fill}"/>`;
}

export function line(path: string, stroke: string, width: number): string {
  return `<path d="${path}" fill="none" stroke="${stroke}" stroke-width="${width}" stroke-linecap="round" stroke-linejoin="round"/>`;
}

/** Draws the same thing several times, e.g. stripes or keys. */
export function each(count: number, draw: (at: number) => string): string {
  return Array.from({ length: count }, (_, at) => draw(at)).join('');
}
