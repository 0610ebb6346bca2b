import { expect, test } from 'vitest';
import { deviceKinds, NEED_MOUNT, networkKinds, storeKinds } from './fault-kinds.ts';
import { type CampaignPlan, planCampaign } from './plan-campaign.ts';

const options = { seed: 7, sessions: 140, faults: 700, mayMount: true };
const faultsOf = ({ browser, node }: CampaignPlan) => ({
  browser: browser.flatMap(({ faults, network }) => [...faults, ...network]),
  node: node.flatMap(({ faults, network }) => [...faults, ...network]),
});

test('the plan follows from the seed alone', () => {
  expect(planCampaign(options)).toEqual(planCampaign(options));
  expect(planCampaign({ ...options, seed: 8 })).not.toEqual(planCampaign(options));
});

test('it has as many sessions and faults as were asked for, three quarters of them in a browser', () => {
  const plan = planCampaign(options);
  const sessions = (bouts: readonly { visits: unknown[] }[]) =>
    bouts.reduce((sum, { visits }) => sum + visits.length, 0);
  expect([sessions(plan.browser), sessions(plan.node)]).toEqual([105, 35]);
  const { browser, node } = faultsOf(plan);
  expect([browser.length, node.length]).toEqual([525, 175]);
  for (const bout of [...plan.browser, ...plan.node]) {
    for (const { session } of bout.faults) expect(bout.visits[session]).toBeDefined();
  }
});

test('every kind of fault is in it, but full disks only where something can be mounted', () => {
  const kinds = (mayMount: boolean) => {
    const { browser, node } = faultsOf(planCampaign({ ...options, mayMount }));
    return new Set([...browser, ...node].map(({ kind }) => kind));
  };
  const all = [...Object.keys(deviceKinds), ...Object.keys(networkKinds), ...Object.keys(storeKinds)];
  expect([...kinds(true)].toSorted()).toEqual(all.toSorted());
  for (const kind of kinds(false)) expect(NEED_MOUNT.has(kind)).toBe(false);
});

test('in one visit nothing is done twice, so that everything done has a name of its own', () => {
  for (const { visits } of planCampaign(options).browser) {
    for (const { deeds } of visits) {
      const names = deeds.map(({ act, name }) => `${act} ${name}`);
      expect(new Set(names).size).toBe(names.length);
    }
  }
});
