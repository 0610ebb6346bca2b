import { createHash } from 'node:crypto';
import type { Bout, CampaignOptions, CampaignPlan } from './plan-campaign.ts';
import type { CampaignOutcome } from './run-campaign.ts';

/** The plan in full would be pages: by bout, with a digest by which two runs can be told to have the same one. */
export function printPlan(plan: CampaignPlan, options: CampaignOptions): void {
  const digest = createHash('sha256').update(JSON.stringify(plan)).digest('hex').slice(0, 16);
  console.log(`Plan of seed ${options.seed}: ${options.sessions} sessions, ${options.faults} faults (${digest})`);
  for (const bout of [...plan.browser, ...plan.node]) console.log(`  ${inOneLine(bout)}`);
  if (!options.mayMount) console.log('  Without full disks: nothing can be mounted here, which takes root on Linux.');
}

function inOneLine({ name, visits, faults, network, ending }: Bout<{ kind: string; session: number }>): string {
  const own = faults.map(({ kind, session }) => `${session + 1}: ${kind}`).join(', ');
  const copied = ending === 'copied' ? '; the profile is copied' : '';
  return `${name}: ${visits.length} sessions${copied}\n    device: ${own}\n    network: ${network.map(({ kind }) => kind).join(', ')}`;
}

/** @returns whether everything was as it must be. */
export function printVerdict(seed: number, { layers, verdict, seconds }: CampaignOutcome): boolean {
  for (const { name, sessions, tally } of layers) {
    console.log(`\n${name}: ${sessions} sessions, ${tally.total()} faults\n  tried  hit`);
    for (const { kind, tried, hit } of tally.rows()) {
      console.log(`  ${String(tried).padStart(5)} ${String(hit).padStart(4)}  ${kind}`);
    }
  }
  const { done, arrived } = verdict.unacknowledged;
  console.log(
    `\n${done} things were done in the last moment before something died, unacknowledged; ${arrived} arrived.`,
  );
  console.log(`${verdict.whilePaused} things were done while recording was paused, in words, for want of room.`);
  for (const fault of verdict.faults) console.log(`! ${fault}`);
  console.log(`Took ${seconds} s.`);
  const figures = {
    seed,
    faults: layers.reduce((sum, { tally }) => sum + tally.total(), 0),
    sessions: layers.reduce((sum, { sessions }) => sum + sessions, 0),
    interactionsDone: verdict.interactionsDone,
    interactionsLost: verdict.interactionsLost,
    archivesLost: verdict.archivesLost,
    duplicates: verdict.duplicates,
  };
  console.log(JSON.stringify(figures));
  return verdict.faults.length + verdict.interactionsLost + verdict.archivesLost + verdict.duplicates === 0;
}
