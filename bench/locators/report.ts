import { locatorKind } from '../../shared/interactions/locators.ts';
import type { Verdict } from './in-page.ts';
import type { Case } from './learn.ts';
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
  const gone = tests.filter(({ isGone }) => isGone);
  console.log(
    `of these, targets that a change took out: none in ${generators.map((name) => percent(count(gone, name).found, gone.length)).join(', ')} of ${gone.length}`,
  );
  console.log(
    `ours, with the target taken out of the page: none in ${percent(tests.filter(({ goneIsNone }) => goneIsNone).length, tests.length)}`,
  );
  return levels;
}

/** Share of all answers of ours that were a wrong element, 0 to 1. */
export function overallWrong(results: readonly Measured[]): number {
  const tests = results.flatMap((each) => each.tests);
  return Math.round((count(tests, 'ours').wrong / Math.max(1, tests.length)) * 10_000) / 10_000;
}

/** Prints how often locators of each kind found their element alone and hit another one, of targets still there. */
export function printKinds(cases: readonly Case[]): void {
  const run = cases.flatMap(({ targets }) =>
    targets.flatMap(({ locators, matches, id }) =>
      id < 0 ? [] : locators.candidates.map(({ kind }, at) => ({ kind, match: matches[at], id })),
    ),
  );
  for (const kind of locatorKind.options) {
    const alone = run.filter((each) => each.kind === kind);
    const hits = alone.filter(({ match }) => match?.count === 1);
    const found = hits.filter(({ match, id }) => match?.ids[0] === id).length;
    console.log(
      `  ${kind.padEnd(12)} found ${percent(found, alone.length)}, wrong ${percent(hits.length - found, alone.length)} of ${alone.length}`,
    );
  }
}
