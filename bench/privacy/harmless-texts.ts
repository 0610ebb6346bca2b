import type { Locale } from './locales.ts';

/** Texts of product pages with no person in them; seed the locale's faker before. */
export function harmlessTexts({ faker, phrases, language, currency }: Locale): string[] {
  const price = (): string =>
    new Intl.NumberFormat(language, { style: 'currency', currency }).format(
      faker.number.float({ min: 3, max: 2400, fractionDigits: 2 }),
    );
  const facts: Readonly<Record<string, () => string>> = {
    product: () => faker.commerce.productName(),
    description: () => faker.commerce.productDescription(),
    department: () => faker.commerce.department(),
    price,
    price2: price,
    stars: () => faker.number.float({ min: 1, max: 5, fractionDigits: 1 }).toLocaleString(language),
    reviews: () => faker.number.int({ min: 3, max: 24_000 }).toLocaleString(language),
    sku: () =>
      `${faker.string.alpha({ length: 2, casing: 'upper' })}-${faker.string.alphanumeric({ length: 6, casing: 'upper' })}`,
    ean: () => ean(faker.string.numeric({ length: 12, allowLeadingZeros: false })),
  };
  return phrases.harmless.map((phrase) =>
    phrase.replaceAll(/\{(\w+)\}/g, (_all, name: string) => facts[name]?.() ?? name),
  );
}

/** Ends in the digit that GS1 asks for. */
function ean(head: string): string {
  const sum = Array.from(head).reduce((total, digit, index) => total + Number(digit) * (index % 2 === 0 ? 1 : 3), 0);
  return head + String((10 - (sum % 10)) % 10);
}

export type Word = { start: number; end: number };

/** Words and numbers of a text, by the rules of its language. */
export function wordsOf(text: string, language: string): Word[] {
  return Array.from(new Intl.Segmenter(language, { granularity: 'word' }).segment(text))
    .filter(({ isWordLike }) => isWordLike === true)
    .map(({ index, segment }) => ({ start: index, end: index + segment.length }));
}
