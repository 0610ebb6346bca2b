import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { choicesOf, learn, type Case, type Names } from './learn.ts';

/** Below this a weight changes next to nothing. */
const LEAST = 0.08;

/** Learns from all cases and writes `shared/locate/agreement.ts`, each name by what it is about. */
export function writeLearned(cases: readonly Case[]): void {
  const names: Names = new Map();
  const choices = choicesOf(cases, names);
  const weights = learn(choices, names);
  const lines = [...names]
    .map(([name, id]) => ({ name, weight: Math.round((weights[id] ?? 0) * 100) / 100 }))
    .filter(({ weight }) => Math.abs(weight) >= LEAST)
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map(({ name, weight }) => `  ${/^\w+$/.test(name) ? name : `'${name}'`}: ${weight},`);
  const pages = new Set(cases.map(({ page }) => page)).size;
  const targets = cases.reduce((sum, each) => sum + each.targets.length, 0);
  writeFileSync(
    fileURLToPath(new URL('../../shared/locate/agreement.ts', import.meta.url)),
    `/**
 * What every agreement and every locator is worth, in nats: see \`featuresOf\` for the names. Written by
 * \`npm run bench -- locators --learn\` from ${targets} targets on ${cases.length} changed pages of the bench's ${pages} training pages; what
 * the bench reports is of others.
 */
export const learned: Readonly<Record<string, number>> = {
${lines.join('\n')}
};
`,
  );
  console.log(`shared/locate/agreement.ts: ${lines.length} weights from ${choices.length} choices`);
}
