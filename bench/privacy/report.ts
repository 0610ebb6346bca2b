import type { FormsResult } from './measure-forms.ts';
import type { Destroyed } from './measure-text.ts';
import type { Counted, Tally } from './tally.ts';

/** Planted, leaked and share by channel, locale, or whatever else the tally is asked for: one table each. */
export function printTally(title: string, tally: Tally, keys: readonly Parameters<Tally['by']>[0][]): void {
  for (const key of keys) {
    console.log(`\n${title}, by ${key}`);
    const rows = [...tally.by(key)].map(([name, { planted, leaked }]) => [
      name,
      { planted, leaked, 'leaked %': percent(leaked, planted) },
    ]);
    console.table(Object.fromEntries(rows));
  }
}

export function printWords(words: number, destroyed: readonly Destroyed[]): void {
  console.log(`\nHarmless words: ${words}, destroyed ${destroyed.length} (${percent(destroyed.length, words)} %)`);
}

/** Each leak and each loss with its text: for languages and seeds that may be looked at. */
export function printWrong(leaks: readonly Counted[], destroyed: readonly Destroyed[]): void {
  for (const { locale, channel, variant, slot, leak } of leaks)
    console.log(`${locale} leaks ${slot} (${channel}, ${variant}): ${leak?.part} in ${leak?.in.slice(0, 160)}`);
  for (const { locale, word, text } of destroyed) console.log(`${locale} loses ${word} of ${text.slice(0, 160)}`);
}

export function printForms(judged: FormsResult | undefined): void {
  if (judged === undefined) {
    console.log('\nForms were not measured: --forms=<folder> names a folder of saved forms with their answers.');
    return;
  }
  const { sensitive, masked, unknown, unknownKept, missed } = judged;
  console.log(
    `\nFields of forms: ${masked} of ${sensitive} sensitive ones are masked (${percent(masked, sensitive)} %).`,
  );
  console.log(`Of ${unknown} fields that are nothing in particular ${unknownKept} may be recorded.`);
  for (const { file, answer, kind, html } of missed) console.log(`  ${file}: ${answer} was taken for ${kind}: ${html}`);
}

export function percent(part: number, whole: number): number {
  return whole === 0 ? 0 : Math.round((10_000 * part) / whole) / 100;
}

export function median(values: readonly number[]): number | null {
  const middle = values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
  return middle === undefined ? null : rounded(middle);
}

export function rounded(value: number): number {
  return Math.round(value * 1000) / 1000;
}
