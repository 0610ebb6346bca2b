/**
 * Checks the import rules, and that they were checked: with a TypeScript that it cannot read, dependency-cruiser finds
 * no modules and no violations, and says that all is well.
 */
import { spawnSync } from 'node:child_process';

const LEAST_MODULES = 100;
const folders = ['extension', 'shared', 'sync-server', 'e2e', 'deploy'];
const { stdout, stderr } = spawnSync(
  'depcruise',
  ['--config', '.dependency-cruiser.mjs', '--output-type', 'json', ...folders],
  {
    encoding: 'utf8',
    maxBuffer: 256 * 1024 * 1024,
  },
);
if (!stdout.startsWith('{')) {
  console.error(`The import rules could not be checked.\n${stderr}`);
  process.exit(1);
}
const { summary, modules } = JSON.parse(stdout);
const own = modules.filter(({ source }) => folders.some((folder) => source.startsWith(`${folder}/`)));
const typescript = own.filter(({ source, dependencies }) => /\.tsx?$/.test(source) && dependencies.length > 0);

for (const { from, to, rule, cycle } of summary.violations) {
  console.error(`${rule.name}: ${from} → ${cycle?.map(({ name }) => name).join(' → ') ?? to}`);
  console.error(`  ${summary.ruleSetUsed.forbidden.find(({ name }) => name === rule.name)?.comment}`);
}
if (typescript.length < LEAST_MODULES) {
  console.error(
    `Only ${typescript.length} TypeScript modules with imports were read; the rules were not really checked.`,
  );
  process.exit(1);
}
if (summary.violations.length > 0) process.exit(1);
console.log(`Import rules hold: ${own.length} modules, ${summary.totalDependenciesCruised} dependencies.`);
