import type { Stored } from '../../settings.ts';
import { text } from '../text.ts';

/** What is wrong, and what the participant can do about it. */
export function troubleWords(trouble: NonNullable<Stored<'trouble'>>): string {
  if (trouble.kind === 'resting') return `${text.bounds.why[trouble.reason]} ${text.bounds.restingAdvice}`;
  const page = text.trouble.page(trouble.host);
  if (trouble.kind === 'no-pictures') return text.trouble['no-pictures'](page, trouble.reason);
  const words = text.trouble[trouble.kind];
  return typeof words === 'string' ? words : words(page);
}
