/**
 * `npm run chaos`: records sessions in a real browser and sends them to a real server, while both, and the network
 * between them, suffer what the seed says. At the end every interaction that was acknowledged must be in exactly one
 * archive. The last line is JSON; the exit code is not 0 when anything was lost, doubled or left over.
 *   --seed N      the plan of faults (default 1)
 *   --sessions N  how many sessions, three quarters of them in a browser (default 140)
 *   --faults N    how many faults are planned (default 700)
 *   --minutes N   after this no further session is begun (default 40)
 *   --plan        prints the plan alone
 */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { planCampaign } from './plan-campaign.ts';
import { printPlan, printVerdict } from './report.ts';
import { runCampaign } from './run-campaign.ts';
import { mayMount } from './small-disk.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    sessions: { type: 'string', default: '140' },
    faults: { type: 'string', default: '700' },
    minutes: { type: 'string', default: '40' },
    plan: { type: 'boolean', default: false },
  },
});

function whole(name: 'seed' | 'sessions' | 'faults' | 'minutes'): number {
  const number = Number(values[name]);
  if (!Number.isInteger(number) || number < (name === 'seed' ? 0 : 1)) {
    console.error(`--${name} must be a whole number, and not “${values[name]}”.`);
    process.exit(1);
  }
  return number;
}

function buildExtension(): void {
  const { status, stdout, stderr } = spawnSync('wxt', ['build'], { cwd: ROOT, encoding: 'utf8' });
  if (status !== 0) throw new Error(`The extension could not be built:\n${stdout}\n${stderr}`);
}

const seed = whole('seed');
const options = { seed, sessions: whole('sessions'), faults: whole('faults'), mayMount: mayMount() };
const plan = planCampaign(options);
printPlan(plan, options);
if (!values.plan) {
  buildExtension();
  const outcome = await runCampaign(plan, {
    ...options,
    minutes: whole('minutes'),
    say: (line) => console.log(line),
  });
  process.exit(printVerdict(seed, outcome) ? 0 : 1);
}
