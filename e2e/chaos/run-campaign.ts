import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { browserBout } from './browser-bout.ts';
import { compareCampaign, type Verdict } from './compare-campaign.ts';
import { startFaultProxy } from './fault-proxy.ts';
import { serveMadeUpPages } from './made-up-page.ts';
import { mortalServer } from './mortal-server.ts';
import type { Upload } from './network-faults.ts';
import { nodeBout } from './node-bout.ts';
import type { Bout, CampaignPlan, NetworkFault } from './plan-campaign.ts';
import { revivingServer, type RevivingServer } from './reviving-server.ts';
import { seededRandom } from './seeded-random.ts';
import { mountSmallDisk, type SmallDisk } from './small-disk.ts';
import { newTally, type Tally } from './tally.ts';
import type { VisitLog } from './visit-log.ts';
import { ADMIN_TOKEN } from '../harness/admin-token.ts';

const MINUTE_MS = 60_000;
const STORE_MIB = 512;

export type LayerOutcome = { name: string; sessions: number; tally: Tally };
export type CampaignOutcome = { layers: LayerOutcome[]; verdict: Verdict; seconds: number };

type Orders = { seed: number; minutes: number; mayMount: boolean; say(line: string): void };

/** Carries out a plan on a server and browsers of its own, and compares what was done with what is stored at the end. */
export async function runCampaign(
  plan: CampaignPlan,
  { seed, minutes, say, mayMount }: Orders,
): Promise<CampaignOutcome> {
  const begunAt = Date.now();
  const dataDir = await mkdtemp(join(tmpdir(), 'codesight-chaos-server-'));
  const disks = mayMount ? mountDisks(dataDir) : undefined;
  const server = mortalServer({ DATA_DIR: dataDir, ADMIN_TOKEN });
  const reviving = revivingServer(server);
  const line = networkLine();
  const site = await serveMadeUpPages();
  const proxy = await startFaultProxy({ server: reviving, disks, ...line });
  const untilMs = begunAt + minutes * MINUTE_MS;
  const random = seededRandom(seed);
  const logs: VisitLog[] = [];
  const broken: string[] = [];
  const going = { untilMs, say, logs, broken };
  try {
    const begin = async <Fault>(bout: Bout<Fault>, tally: Tally): Promise<void> => {
      await reviving.ready();
      line.load(bout.network, tally);
    };
    const base = { serverUrl: proxy.url, newCode: () => newCode(reviving), untilMs, say };
    // The quick ones first: should time run out, it is said which browsers were left out.
    const inNode = await layer('device code in Node', plan.node, going, async (bout, tally) => {
      await begin(bout, tally);
      await nodeBout(bout, { ...base, tally, random }, logs);
    });
    const inBrowsers = await layer('browser', plan.browser, going, async (bout, tally) => {
      await begin(bout, tally);
      await browserBout(bout, { ...base, site: site.url, mayMount, tally }, logs);
    });
    await reviving.ready();
    await server.stop();
    const verdict = await compareCampaign(dataDir, logs);
    verdict.faults.unshift(...broken);
    return { layers: [inBrowsers, inNode], verdict, seconds: Math.round((Date.now() - begunAt) / 1000) };
  } finally {
    await proxy.close();
    site.close();
    await server.kill();
    disks?.arriving.remove();
    disks?.kept.remove();
    await rm(dataDir, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
}

type Going = {
  untilMs: number;
  say(line: string): void;
  logs: VisitLog[];
  /** Bouts that could not be carried out: what they had done still counts. */
  broken: string[];
};

async function layer<Fault>(
  name: string,
  bouts: readonly Bout<Fault>[],
  { untilMs, say, logs, broken }: Going,
  run: (bout: Bout<Fault>, tally: Tally) => Promise<void>,
): Promise<LayerOutcome> {
  const tally = newTally();
  let sessions = 0;
  for (const bout of bouts) {
    if (Date.now() > untilMs) {
      say(`Time is up: ${bout.name} and what comes after it in this layer are left out.`);
      break;
    }
    const [begunAt, before] = [Date.now(), logs.length];
    try {
      await run(bout, tally);
    } catch (error) {
      const story = logs.at(-1)?.story.join('; ') ?? '';
      broken.push(`${bout.name} ended early: ${error instanceof Error ? error.stack : String(error)} (${story})`);
      say(`  ${broken.at(-1)}`);
    }
    const done = logs.length - before;
    sessions += done;
    say(`${bout.name}: ${done} sessions, ${tally.total()} faults so far (${seconds(Date.now() - begunAt)})`);
  }
  return { name, sessions, tally };
}

const seconds = (ms: number): string => `${Math.round(ms / 1000)} s`;

/** What requests are going to meet: what one bout leaves over is met by the next. */
function networkLine() {
  const waiting: NetworkFault[] = [];
  let current: Tally | undefined;
  let earlier: Upload | undefined;
  return {
    load(faults: readonly NetworkFault[], tally: Tally): void {
      current = tally;
      waiting.push(...faults);
    },
    next(on: NetworkFault['on']): NetworkFault | undefined {
      if (waiting[0]?.on !== on) return undefined;
      const fault = waiting.shift();
      if (fault !== undefined) current?.tried(fault.kind);
      return fault;
    },
    happened: (kind: NetworkFault['kind']): void => current?.hit(kind),
    remember: (upload: Upload): void => void (earlier = upload),
    earlier: () => earlier,
  };
}

function mountDisks(dataDir: string): { arriving: SmallDisk; kept: SmallDisk } {
  return {
    arriving: mountSmallDisk(join(dataDir, 'incoming'), STORE_MIB / 4),
    kept: mountSmallDisk(join(dataDir, 'store'), STORE_MIB),
  };
}

async function newCode(server: RevivingServer): Promise<string> {
  await server.ready();
  const answer = await fetch(`${server.url()}/v1/admin/enrolment-codes`, {
    method: 'POST',
    headers: { authorization: `Bearer ${ADMIN_TOKEN}`, 'content-type': 'application/json' },
    body: JSON.stringify({ label: 'chaos', uses: 1 }),
  });
  if (!answer.ok) throw new Error(`No invitation: ${answer.status} ${await answer.text()}`);
  return ((await answer.json()) as { code: string }).code; // checked by the route's own schema
}
