import { beginningOf, type PersonalPattern } from './personal-pattern.ts';

/** Picks those of the patterns, in their order, that can match anything in a text. */
export type ChoosePatterns = (text: string) => readonly PersonalPattern[];

const WORD = /\p{L}+/gu;
/** Scripts without spaces: there a word begins anywhere. */
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;

/** Looking once at the beginnings of a text's words spares it most of the patterns. */
export function choosePatterns(patterns: readonly PersonalPattern[]): ChoosePatterns {
  const byBeginning = new Map<string, number[]>();
  for (const [index, { begins }] of patterns.entries()) {
    for (const beginning of begins ?? []) byBeginning.set(beginning, [...(byBeginning.get(beginning) ?? []), index]);
  }
  return (text) => {
    const hasDigit = /\d/.test(text);
    const possible = patterns.filter(({ needsDigit }) => hasDigit || needsDigit !== true);

    if (UNSPACED.test(text)) return possible;
    const begun = new Set<number>();
    for (const [word] of text.matchAll(WORD))
      for (const index of byBeginning.get(beginningOf(word)) ?? []) begun.add(index);
    return possible.filter((pattern) => pattern.begins === undefined || begun.has(patterns.indexOf(pattern)));
  };
}
