import { choicesOf, learn, verdictOf, type Case, type Choice, type Names } from './learn.ts';

const SURES = [0.7, 0.8, 0.9, 0.95];

/** Learns without each family of pages in turn, and prints how often that family's targets are found and missed then. */
export function crossCheck(cases: readonly Case[]): void {
  const names: Names = new Map();
  const families = Map.groupBy(cases, ({ page }) => page.replace(/,.*| of \d+.*/, ''));
  const choices = [...families].map(([family, these]) => ({ family, choices: choicesOf(these, names) }));
  const tested: { choice: Choice; weights: Float64Array }[] = [];
  for (const { family, choices: left } of choices) {
    const others = choices.filter((each) => each.family !== family).flatMap((each) => each.choices);
    const weights = learn(others, names);
    const these = left.map((choice) => ({ choice, weights }));
    tested.push(...these);
    console.log(`without ${family.padEnd(20)} ${share(these.filter(isPlain), 0.9)}`);
  }
  for (const sure of SURES) {
    const bySeverity = [1, 2, 3, 4, 5].map((severity) =>
      share(
        tested.filter((each) => isPlain(each) && each.choice.severity === severity),
        sure,
      ),
    );
    console.log(`sure ${sure}: ${bySeverity.join('  ')}; all ${share(tested.filter(isPlain), sure)}`);
  }
}

function isPlain({ choice }: { choice: Choice }): boolean {
  return choice.sort === 'plain';
}

/** Found / wrong in per cent. */
function share(tested: readonly { choice: Choice; weights: Float64Array }[], sure: number): string {
  const verdicts = tested.map(({ choice, weights }) => verdictOf(choice, weights, sure));
  const part = (verdict: string): string =>
    ((100 * verdicts.filter((each) => each === verdict).length) / Math.max(1, verdicts.length)).toFixed(1);
  return `${part('found')} / ${part('wrong')}`;
}
