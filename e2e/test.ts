/**
 * `npm test`: static checks, unit and database tests, both builds, and the journeys in a real browser, one after the
 * other, whatever fails before. Ends with the line `N passed, N failed` and the exit code that it means.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { requireChromium } from './setup/find-chromium.ts';

type Count = { passed: number; failed: number };

const reports = mkdtempSync(join(tmpdir(), 'codesight-test-'));
const started = Date.now();
const chromium = requireChromium();

const parts: { name: string; run: () => Count }[] = [
  ...['types', 'lint', 'format:check', 'boundaries', 'unused'].map((script) => ({
    name: script,
    run: () => whole(run('npm', ['run', '--silent', script])),
  })),
  { name: 'unit and database tests', run: unitTests },
  { name: 'build for Firefox', run: () => whole(run('wxt', ['build', '-b', 'firefox'])) },
  { name: 'build for Chrome', run: () => whole(run('wxt', ['build'])) },
  { name: 'journeys in Chromium', run: journeys },
];

const total = { passed: 0, failed: 0 };
for (const { name, run: runPart } of parts) {
  const at = Date.now();
  console.log(`\n── ${name}`);
  const { passed, failed } = runPart();
  total.passed += passed;
  total.failed += failed;
  console.log(`── ${name}: ${passed} passed, ${failed} failed (${Math.round((Date.now() - at) / 1000)} s)`);
}
rmSync(reports, { recursive: true });
console.log(`\nTook ${Math.round((Date.now() - started) / 1000)} s.`);
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exit(total.failed > 0 ? 1 : 0);

function run(command: string, words: string[], env: Record<string, string> = {}): boolean {
  const { status, error } = spawnSync(command, words, { stdio: 'inherit', env: { ...process.env, ...env } });
  if (error) console.error(`${command}: ${error.message}`);
  return status === 0;
}

/** A check that is either fine or not. */
function whole(fine: boolean): Count {
  return fine ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

function unitTests(): Count {
  const report = join(reports, 'unit.json');
  const fine = run('vitest', ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`]);
  return counted(fine, report, ({ numPassedTests, numFailedTests }) => [numPassedTests, numFailedTests]);
}

function journeys(): Count {
  const report = join(reports, 'journeys.json');
  const fine = run('playwright', ['test', '-c', 'e2e/playwright.config.ts', '--reporter=list,json'], {
    CHROMIUM_PATH: chromium,
    PLAYWRIGHT_JSON_OUTPUT_FILE: report,
  });
  return counted(fine, report, ({ stats }) => [
    stats?.['expected'],
    (stats?.['unexpected'] ?? 0) + (stats?.['flaky'] ?? 0),
  ]);
}

/** A runner that failed without naming a failed test (it did not start, or found none) counts as one failure. */
function counted(
  fine: boolean,
  report: string,
  counts: (report: Record<string, number> & { stats?: Record<string, number> }) => (number | undefined)[],
): Count {
  try {
    const [passed = 0, failed = 0] = counts(JSON.parse(readFileSync(report, 'utf8')));
    return { passed, failed: fine && passed > 0 ? failed : Math.max(failed, 1) };
  } catch (error) {
    console.error(`No report was written: ${String(error)}`);
    return { passed: 0, failed: 1 };
  }
}
