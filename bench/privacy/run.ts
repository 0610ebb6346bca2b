/**
 * `npm run bench -- privacy [--quick] [--learn] [--forms=<folder>]`: what is left of made-up people where nothing of
 * them must be.
 *
 * People, addresses and numbers are drawn from faker's data of eleven languages and countries with fixed seeds, and
 * written in the ways in which shops write them (`variants.ts`). A planting is one value of a person in one text; it has
 * leaked when a telling part of it (`telling-parts.ts`) is read in what is left, in any disguise (`look-for.ts`).
 * Words lost are counted on texts of product pages with nobody in them.
 *
 * `--learn` measures texts of the languages and seeds on which detection may be tuned, and lists what went wrong. The
 * figures are of other seeds, and of languages that are never listed. `--forms` judges the fields of saved forms that
 * carry their right answer in `data-manual-scoring`; without it the figures of forms are null. Builds nothing: run
 * `wxt build` before.
 */
import { locales } from './locales.ts';
import { measureSessions } from './measure-session.ts';
import { measureForms } from './measure-forms.ts';
import { measureTexts, type TextResult } from './measure-text.ts';
import { median, rounded, printForms, printTally, printWords, printWrong } from './report.ts';
import { createTally } from './tally.ts';

const flags = process.argv.slice(3);
const learn = flags.includes('--learn');
const quick = flags.includes('--quick');
const forms = flags.find((flag) => flag.startsWith('--forms='))?.slice('--forms='.length);
const seeds = (learn ? [11, 12, 13] : [907, 911, 919]).slice(0, quick ? 1 : 3);
const measured = locales.filter(({ trained }) => trained || !learn);

const early = createTally();
const final = createTally();
const results: TextResult[] = measured.map((locale) => measureTexts(locale, seeds, { final, early }));
const words = results.reduce((sum, each) => sum + each.words, 0);
const destroyed = results.flatMap((each) => each.destroyed);

const onPages = createTally();
const sessions = learn
  ? undefined
  : await measureSessions(quick ? [...measured.slice(0, 1), ...measured.slice(-1)] : measured, seeds[0] ?? 0, onPages);

printTally('Texts of pages, while nothing is known of the participant', early, ['channel']);
printTally('Texts as they are sealed', final, ['channel', 'locale', 'slot', 'variant']);
printTally('Sessions, sealed', onPages, ['channel', 'locale', 'slot']);
printWords(words, destroyed);
if (learn) printWrong(final.leaks(), destroyed);

const judged = forms === undefined ? undefined : await measureForms(forms);
printForms(judged);
console.log(
  JSON.stringify({
    planted: final.planted() + onPages.planted(),
    leaked: final.leaks().length + onPages.leaks().length,
    harmlessWords: words,
    destroyed: destroyed.length,
    locales: measured.length,
    msPerInteraction: sessions === undefined ? null : rounded(sessions.detectionMs / sessions.interactions),
    msPerKb: median(results.flatMap((each) => each.msPerKb)),
    forms: { sensitive: judged?.sensitive ?? null, masked: judged?.masked ?? null },
  }),
);
