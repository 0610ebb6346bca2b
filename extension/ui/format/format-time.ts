import { readingLocale } from './reading-locale.ts';

/** A running time as a stopwatch shows it: `4:05`, `1:02:09`. */
export function formatStopwatch(elapsedMs: number): string {
  const seconds = Math.max(0, Math.floor(elapsedMs / 1000));
  const two = (part: number): string => String(part).padStart(2, '0');
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor((seconds % 3600) / 60);
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}

/** The same for a screen reader and as ISO 8601 for `<time datetime>`: `PT1H2M9S`. */
export function isoDuration(elapsedMs: number): string {
  const seconds = Math.max(0, Math.floor(elapsedMs / 1000));
  return `PT${Math.floor(seconds / 3600)}H${Math.floor((seconds % 3600) / 60)}M${seconds % 60}S`;
}

/** A span in words, with one unit: `40 sec`, `12 min`, `3 hr`. */
export function formatSpan(spanMs: number, locale: string = readingLocale('en')): string {
  const seconds = Math.max(0, Math.round(spanMs / 1000));
  const [value, unit] =
    seconds < 60
      ? [seconds, 'second']
      : seconds < 3570
        ? [Math.round(seconds / 60), 'minute']
        : seconds < 84_600
          ? [Math.round(seconds / 3600), 'hour']
          : [Math.round(seconds / 86_400), 'day'];
  return new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: unit === 'day' ? 'long' : 'short' }).format(
    value,
  );
}

/** A moment with day and time: `21 Nov 2026, 14:05`. */
export function formatMoment(at: number, locale: string = readingLocale('en')): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' }).format(at);
}
