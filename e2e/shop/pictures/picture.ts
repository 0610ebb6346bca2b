import { categories } from '../catalogue/categories.ts';
import { colours, type ColourName } from '../catalogue/colours.ts';
import type { Product } from '../catalogue/product.ts';
import { products } from '../catalogue/products.ts';
import { audioDrawings } from './audio.ts';
import { bookDrawings } from './books.ts';
import { clothingDrawings } from './clothing.ts';
import { homeDrawings } from './home.ts';
import { kitchenDrawings } from './kitchen.ts';
import { outdoorDrawings } from './outdoors.ts';
import { each, toneOf, type Drawing, type Tone } from './pen.ts';

const drawings: Record<string, Drawing> = {
  ...audioDrawings,
  ...kitchenDrawings,
  ...outdoorDrawings,
  ...clothingDrawings,
  ...bookDrawings,
  ...homeDrawings,
};

/** Front, detail and in a setting. */
export const views = ['1', '2', '3'] as const;

export function pictureUrl(product: Product, colour: string | undefined, view: string): string {
  return `/pictures/${product.id}.svg?colour=${colour ?? product.colours[0]}&view=${view}`;
}

const decorations: readonly ((tone: Tone) => string)[] = [
  () => '<circle cx="200" cy="190" r="150" fill="#fff" opacity=".5"/>',
  () => '<path d="M60 400 V190 a140 140 0 0 1 280 0 V400Z" fill="#fff" opacity=".5"/>',
  (tone) =>
    each(
      7,
      (at) =>
        `<path d="M${at * 80 - 120} 400 L${at * 80 + 80} 0" stroke="${tone.pale}" stroke-width="22" opacity=".32"/>`,
    ),
  () => '<path d="M-20 250 Q90 150 200 210 T420 150 V420 H-20Z" fill="#fff" opacity=".5"/>',
  (tone) =>
    each(
      49,
      (at) =>
        `<circle cx="${(at % 7) * 62 + 14}" cy="${Math.floor(at / 7) * 62 + 14}" r="7" fill="${tone.pale}" opacity=".45"/>`,
    ),
];

function isColour(name: string): name is ColourName {
  return Object.hasOwn(colours, name);
}

const settings: Record<string, string> = {
  '1': '<ellipse cx="200" cy="340" rx="130" ry="12" fill="#1d2b26" opacity=".12"/>',
  '2': '',
  '3': '<rect y="318" width="400" height="82" fill="#c9a77a"/><rect y="318" width="400" height="8" fill="#b08d5f"/><path d="M0 356 H400 M0 384 H400" stroke="#b08d5f" stroke-width="2"/>',
};

const frames: Record<string, string> = {
  '1': '',
  '2': 'transform="translate(-150 -110) scale(1.75)"',
  '3': 'transform="translate(44 70) scale(.78)"',
};

/** Draws a product as an SVG document; an unknown colour or view falls back to the first. */
export function drawPicture(product: Product, colour: string, view: string): string {
  const name = isColour(colour) ? colour : product.colours[0]!;
  const tone = toneOf(colours[name]);
  const at = products.indexOf(product);
  const seen = Object.hasOwn(frames, view) ? view : '1';
  const backdrop = seen === '3' ? tone.pale : categories.find(({ slug }) => slug === product.category)!.backdrop;
  const decoration = decorations[(at + Number(seen) * 2) % decorations.length]!(tone);
  const drawing = drawings[product.kind]!(tone);
  return `<svg xmlns="http://www.w3.org/2000/svg" width="640" height="640" viewBox="0 0 400 400"><rect width="400" height="400" fill="${backdrop}"/>${decoration}${settings[seen]}<g ${frames[seen]}>${drawing}</g></svg>`;
}
