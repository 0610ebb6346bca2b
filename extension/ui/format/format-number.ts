import { readingLocale } from './reading-locale.ts';

/** A whole number with its thousands marked: `12,345`. */
export function formatCount(count: number, locale: string = readingLocale('en')): string {
  return new Intl.NumberFormat(locale, { maximumFractionDigits: 0 }).format(count);
}

/** A share of 0 to 1 in whole per cent: `82%`. Rounded down, so that 100% means all of it. */
export function formatShare(share: number, locale: string = readingLocale('en')): string {
  return new Intl.NumberFormat(locale, { style: 'percent' }).format(Math.floor(share * 100 + 1e-9) / 100);
}

const UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;

/** A size in decimal units, as file managers show it: `1.4 MB`. */
export function formatBytes(bytes: number, locale: string = readingLocale('en')): string {
  let value = bytes;
  let unit = 0;
  while (value >= 999.5 && unit < UNITS.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return new Intl.NumberFormat(locale, {
    style: 'unit',
    unit: UNITS[unit] ?? 'byte',
    unitDisplay: unit === 0 ? 'long' : 'short',
    maximumFractionDigits: value < 10 && unit > 0 ? 1 : 0,
  }).format(value);
}
