import { expect, test } from 'vitest';
import { planCampaign } from './plan-campaign.ts';
import { runCampaign } from './run-campaign.ts';

const SEED = 20_261_121;

test('F13, F16, F19–F24, F30, F33, F35: in a small campaign without a browser everything acknowledged is there once', async () => {
  const options = { seed: SEED, sessions: 40, faults: 200, mayMount: false };
  const { node } = planCampaign(options);
  // Half a minute each: for the whole campaign.
  const bouts = node.map((bout) => ({ ...bout, network: bout.network.filter(({ kind }) => kind !== 'hang') }));
  const said: string[] = [];
  const { layers, verdict } = await runCampaign(
    { browser: [], node: bouts },
    { ...options, minutes: 3, say: (line) => said.push(line) },
  );
  expect(verdict).toMatchObject({ interactionsLost: 0, archivesLost: 0, duplicates: 0, faults: [] });
  expect(verdict.interactionsDone).toBeGreaterThan(100);
  expect(layers.reduce((sum, { tally }) => sum + tally.total(), 0)).toBeGreaterThan(35);
}, 240_000);
