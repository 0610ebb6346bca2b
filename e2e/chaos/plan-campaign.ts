import {
  deviceKinds,
  NEED_MOUNT,
  networkKinds,
  storeKinds,
  type DeviceKind,
  type FaultKind,
  type NetworkKind,
  type StoreKind,
} from './fault-kinds.ts';
import { planVisit, type Visit } from './plan-visit.ts';
import { seededRandom } from './seeded-random.ts';

export type CampaignOptions = { seed: number; sessions: number; faults: number; mayMount: boolean };

/** `share` in [0, 1) says where: of the actions, the bytes, or the time. */
export type DeviceFault = { kind: DeviceKind; session: number; share: number };
export type NetworkFault = { kind: NetworkKind; on: 'asking' | 'sending'; share: number };
export type StoreFault = { kind: StoreKind; session: number; share: number };

/** The sessions of one profile, and what its requests meet, in this order. */
export type Bout<Fault> = {
  name: string;
  visits: Visit[];
  faults: Fault[];
  network: NetworkFault[];
  ending: 'plain' | 'copied';
};

export type CampaignPlan = { browser: Bout<DeviceFault>[]; node: Bout<StoreFault>[] };

const SESSIONS_OF_A_BROWSER = 9;
const SESSIONS_OF_A_NODE_DEVICE = 5;
/** Of the sessions, so many are in a real browser; of the faults of either layer, so many are the device's own. */
const IN_BROWSERS = 0.75;
const ON_THE_DEVICE = 0.42;
const COPY_EVERY = 4;

/** What a campaign does, from its seed alone: the same plan for the same options, whatever the machine does. */
export function planCampaign({ seed, sessions, faults, mayMount }: CampaignOptions): CampaignPlan {
  const random = seededRandom(seed);
  const inBrowsers = Math.ceil(sessions * IN_BROWSERS);
  const ofBrowsers = Math.ceil(faults * (sessions === 0 ? 0 : inBrowsers / sessions));
  const possible = <Kind extends FaultKind>(kinds: Record<Kind, { weight: number }>) =>
    (Object.entries(kinds) as [Kind, { weight: number }][]).filter(([kind]) => mayMount || !NEED_MOUNT.has(kind));
  const layer = <Kind extends FaultKind>(
    kinds: Record<Kind, { weight: number }>,
    size: { sessions: number; faults: number; each: number; name: string },
  ): Bout<{ kind: Kind; session: number; share: number }>[] => {
    const bouts = split(size.sessions, size.each).map((count, index) => ({
      name: `${size.name} ${index + 1}`,
      visits: Array.from({ length: count }, () => planVisit(random)),
      faults: [] as { kind: Kind; session: number; share: number }[],
      network: [] as NetworkFault[],
      ending:
        size.name === 'browser' && index % COPY_EVERY === COPY_EVERY - 1 ? ('copied' as const) : ('plain' as const),
    }));
    const own = Math.round(size.faults * ON_THE_DEVICE);
    for (const kind of draw(possible(kinds), own, random)) {
      const bout = pick(bouts, random);
      bout.faults.push({ kind, session: Math.floor(random() * bout.visits.length), share: random() });
    }
    for (const kind of draw(possible(networkKinds), size.faults - own, random)) {
      const { on } = networkKinds[kind];
      const where = on === 'either' ? (random() < 0.5 ? 'asking' : 'sending') : on;
      pick(bouts, random).network.push({ kind, on: where, share: random() });
    }
    return bouts;
  };
  return {
    browser: layer(deviceKinds, {
      sessions: inBrowsers,
      faults: ofBrowsers,
      each: SESSIONS_OF_A_BROWSER,
      name: 'browser',
    }),
    node: layer(storeKinds, {
      sessions: sessions - inBrowsers,
      faults: faults - ofBrowsers,
      each: SESSIONS_OF_A_NODE_DEVICE,
      name: 'device in Node',
    }),
  };
}

/** `count` kinds in random order: each of them once if there is room, the others by their weights. */
function draw<Kind>(kinds: readonly [Kind, { weight: number }][], count: number, random: () => number): Kind[] {
  const sum = kinds.reduce((weights, [, { weight }]) => weights + weight, 0);
  const drawn = shuffled(
    kinds.map(([kind]) => kind),
    random,
  ).slice(0, count);
  while (drawn.length < count) {
    let left = random() * sum;
    const chosen = kinds.find(([, { weight }]) => (left -= weight) < 0) ?? kinds[0];
    if (chosen === undefined) return drawn;
    drawn.push(chosen[0]);
  }
  return shuffled(drawn, random);
}

function shuffled<Item>(items: readonly Item[], random: () => number): Item[] {
  return items
    .map((item) => ({ item, place: random() }))
    .toSorted((a, b) => a.place - b.place)
    .map(({ item }) => item);
}

function pick<Item>(items: readonly Item[], random: () => number): Item {
  const item = items[Math.floor(random() * items.length)];
  if (item === undefined) throw new Error('There is no session to plan a fault for.');
  return item;
}

/** As equal as it goes. */
function split(total: number, atMost: number): number[] {
  const parts = Math.ceil(total / atMost);
  return Array.from({ length: parts }, (_, index) => Math.floor((total + index) / parts));
}
