import { locatorKind } from '../../shared/interactions/locators.ts';
import { traitNames } from '../../shared/locate/compare.ts';
import type { Verdict } from './in-page.ts';
import type { Measured, Test } from './measure-page.ts';

type Counts = Record<Verdict, number>;
const generators = ['ours', 'playwright', 'cssSelectorGenerator', 'finder'] as const;
export type Level = { severity: number; targets: number } & Record<(typeof generators)[number], Counts>;

const percent = (part: number, whole: number): string => `${((100 * part) / Math.max(1, whole)).toFixed(1)} %`;

function count(tests: readonly Test[], generator: (typeof generators)[number]): Counts {
  const counts: Counts = { found: 0, wrong: 0, missing: 0 };
  for (const test of tests) counts[test[generator]]++;
  return counts;
}

/** Prints found / wrong of every generator by severity, and what ours does when the target is gone. */
export function printTable(results: readonly Measured[]): Level[] {
  const tests = results.flatMap((each) => each.tests);
  const levels = [1, 2, 3, 4, 5].map((severity): Level => {
    const these = tests.filter((test) => test.severity === severity);
    const [ours, playwright, cssSelectorGenerator, finder] = [
      count(these, 'ours'),
      count(these, 'playwright'),
      count(these, 'cssSelectorGenerator'),
      count(these, 'finder'),
    ];
    return { severity, targets: these.length, ours, playwright, cssSelectorGenerator, finder };
  });
  console.log(`\nfound / wrong      ${generators.map((name) => name.padEnd(22)).join('')}`);
  for (const level of levels) {
    console.log(
      `severity ${level.severity}         ${generators.map((name) => `${percent(level[name].found, level.targets)} / ${percent(level[name].wrong, level.targets)}`.padEnd(22)).join('')}`,
    );
  }
  const overAll = generators.map((name) => {
    const { found, wrong } = count(tests, name);
    return `${percent(found, tests.length)} / ${percent(wrong, tests.length)}`.padEnd(22);
  });
  console.log(`all                ${overAll.join('')}`);
  console.log(
    `ours, with the target taken out of the page: none in ${percent(tests.filter(({ goneIsNone }) => goneIsNone).length, tests.length)}`,
  );
  return levels;
}

/** Prints the learned tables: shares with half an imagined case of each level, so that none is impossible. */
export function printLearned(results: readonly Measured[]): void {
  const tests = results.flatMap((each) => each.tests);
  const all = tests.flatMap((test) => test.traits);
  for (const trait of traitNames) {
    const of = all.filter((each) => each.trait === trait);
    const share = (agreement: string): string =>
      ((of.filter((each) => each.agreement === agreement).length + 0.5) / (of.length + 2)).toFixed(3);
    console.log(
      `  ${trait}: { same: ${share('same')}, close: ${share('close')}, other: ${share('other')}, gone: ${share('gone')} }, // ${of.length}`,
    );
  }
  const kinds = tests.flatMap((test) => test.kinds);
  for (const kind of locatorKind.options) {
    const of = kinds.filter((each) => each.kind === kind);
    const share = (verdict: Verdict): string =>
      ((of.filter((each) => each.verdict === verdict).length + 0.5) / (of.length + 1.5)).toFixed(3);
    console.log(`  '${kind}': { found: ${share('found')}, wrong: ${share('wrong')} }, // ${of.length}`);
  }
}
