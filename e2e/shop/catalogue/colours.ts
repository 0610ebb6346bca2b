/** The paint box: every colour a product can be bought in, as drawn. */
export const colours = {
  black: '#2a2e33',
  charcoal: '#4a5058',
  steel: '#aab5be',
  white: '#f4f2ec',
  ivory: '#efe3cc',
  sand: '#d8bf97',
  oak: '#b98a58',
  mustard: '#dca134',
  rust: '#b9573c',
  red: '#c2403a',
  rose: '#d3929a',
  plum: '#6d4063',
  navy: '#2b4370',
  sky: '#7fb1d0',
  teal: '#2b8286',
  sage: '#9cb294',
  forest: '#2f604b',
} as const;

export type ColourName = keyof typeof colours;

/** Mixes a colour towards black (negative) or white (positive); `amount` is -1 to 1. */
export function shade(hex: string, amount: number): string {
  const target = amount < 0 ? 0 : 255;
  const channels = [1, 3, 5].map((at) => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16);
    return Math.round(value + (target - value) * Math.abs(amount));
  });
  return `#${channels.map((value) => value.toString(16).padStart(2, '0')).join('')}`;
}
