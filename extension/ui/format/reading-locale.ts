/**
 * The locale for numbers and dates: the reader's own kind of the interface's language, so that one sentence does not
 * mix two languages.
 */
export function readingLocale(language: string, preferred: readonly string[] = navigator.languages): string {
  return preferred.find((locale) => locale === language || locale.startsWith(`${language}-`)) ?? language;
}
