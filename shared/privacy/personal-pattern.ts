/** One way in which personal data shows in text. The group `mask`, or else the whole match, is what has to go. */
export type PersonalPattern = {
  placeholder: string;
  /** Global, with indices. */
  pattern: RegExp;
  /** It matches nothing in a text without a digit. */
  needsDigit?: true;
  /** Beginnings of the words, one of which stands in every text that it matches; lower case, up to three letters. */
  begins?: ReadonlySet<string>;
  /** A last look at a match and the 60 characters before and 20 after it. */
  confirm?: (found: string, before: string, after: string) => boolean;
};

/** Most texts hold no word that any pattern begins with: one look at the beginnings of their words spares the patterns. */
export const BEGINNING = 3;

export function beginningOf(word: string): string {
  return word.slice(0, BEGINNING).toLowerCase();
}

/**
 * A number, or something else with a digit, that is known by the word before it. `words` are alternatives without
 * groups, however they are capitalised; `rest` is what follows, with the group `mask`.
 */
export function ledBy(
  words: string,
  rest: string,
  { placeholder, confirm }: Pick<PersonalPattern, 'placeholder' | 'confirm'>,
): PersonalPattern {
  return {
    placeholder,
    pattern: new RegExp(String.raw`(?<![\p{Script=Latin}\p{Script=Cyrillic}])(?:${words})${rest}`, 'dgiu'),
    needsDigit: true,
    begins: beginningsOf(words),
    ...(confirm === undefined ? {} : { confirm }),
  };
}

/** The beginnings of alternatives such as `hello|good morning`. */
export function beginningsOf(words: string): ReadonlySet<string> {
  return new Set(words.split('|').map((word) => beginningOf(/^\p{L}+/u.exec(word)?.[0] ?? '')));
}

/**
 * Matches phrases however their words are capitalised at their starts (`Thank You`), or in capitals; pattern modifiers
 * (`(?i:…)`) are too new for older browsers.
 */
export function phrases(words: string): string {
  const started = (phrase: string): string =>
    phrase.replaceAll(/(?<![\p{L}’'])\p{Ll}/gu, (letter) => `[${letter}${letter.toUpperCase()}]`);
  return `(?:${words
    .split('|')
    .flatMap((phrase) => [started(phrase), phrase.toUpperCase()])
    .join('|')})`;
}
