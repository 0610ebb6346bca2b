import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { browserDevice, type BrowserDevice } from './browser-device.ts';
import { inflictOnDevice } from './device-faults.ts';
import { COPIED_PROFILE, deviceKinds } from './fault-kinds.ts';
import { addressOf, doDeed } from './made-up-page.ts';
import { pause } from './pass-on.ts';
import type { Bout, DeviceFault } from './plan-campaign.ts';
import type { Deed, Visit } from './plan-visit.ts';
import { mountSmallDisk, type SmallDisk } from './small-disk.ts';
import type { Tally } from './tally.ts';
import { type VisitLog, visitLog } from './visit-log.ts';

export type BrowserBoutDeps = {
  serverUrl: string;
  newCode(): Promise<string>;
  site: string;
  mayMount: boolean;
  tally: Tally;
  /** After this nothing new is begun; what has been recorded is still sent. */
  untilMs: number;
  say(line: string): void;
};

const DISK_MIB = 160;
const SENT_WITHIN_MS = 240_000;
const CALM_MS = 45;

/** Runs the sessions of one profile with their faults, and adds to `logs` what each must have left at the server. */
export async function browserBout(bout: Bout<DeviceFault>, deps: BrowserBoutDeps, logs: VisitLog[]): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'codesight-chaos-profile-'));
  const disk = deps.mayMount ? mountSmallDisk(folder, DISK_MIB) : undefined;
  const first = logs.length;
  let device: BrowserDevice | undefined;
  try {
    const joining = { serverUrl: deps.serverUrl, code: await deps.newCode() };
    device = await browserDevice(join(folder, 'profile'), joining);
    for (const [index, visit] of bout.visits.entries()) {
      if (Date.now() > deps.untilMs) break;
      const faults = bout.faults.filter(({ session }) => session === index);
      const log = visitLog(await device.start());
      logs.push(log);
      await recordVisit({ device, disk, visit, faults, log }, deps);
    }
    const own = logs.slice(first);
    if (bout.ending === 'copied') await sendFromTwo(device, own, deps);
    else await sendAll(device, own, deps);
  } finally {
    await device?.close();
    disk?.remove();
    await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
}

type Recording = {
  device: BrowserDevice;
  disk: SmallDisk | undefined;
  visit: Visit;
  faults: DeviceFault[];
  log: VisitLog;
};

async function recordVisit({ device, disk, visit, faults, log }: Recording, deps: BrowserBoutDeps): Promise<void> {
  const { deeds } = visit;
  let at = 0;
  const doOne = async (): Promise<void> => {
    const deed = deeds[at];
    if (deed === undefined) return;
    at++;
    const wasPaused = await device.isPaused();
    await shopFor(deed, device, deps.site);
    if (wasPaused || (await device.isPaused())) log.addWhilePaused(deed);
    else log.add(deed);
    await pause(CALM_MS);
  };
  const suffer = async ({ kind, share }: DeviceFault): Promise<void> => {
    deps.tally.tried(kind);
    log.story.push(`after ${at} of ${deeds.length} deeds: ${kind}`);
    const goOn = async (): Promise<void> => {
      // Leaving a page while nothing can be written is no promise of anybody's.
      for (let more = 0; more < 3 && deeds[at]?.act !== 'follow'; more++) await doOne();
    };
    if (await inflictOnDevice(kind, { device, disk, log, goOn }, share)) deps.tally.hit(kind);
  };
  const recording = faults.filter(({ kind }) => deviceKinds[kind].when === 'recording');
  const due = (fault: DeviceFault): boolean => Math.floor(fault.share * deeds.length) === at;
  while (at < deeds.length) {
    for (const fault of recording.splice(0).flatMap((one) => (due(one) ? [one] : (recording.push(one), [])))) {
      await suffer(fault);
    }
    if (await device.isPaused()) await device.goOn();
    await doOne();
  }
  // Whoever opens the toolbar leaves the field.
  await (await device.shop()).keyboard.press('Tab');
  for (const fault of recording) await suffer(fault);
  await device.stop();
  const ended = faults.filter(({ kind }) => deviceKinds[kind].when === 'ended');
  for (const fault of ended.toSorted((a, b) => a.share - b.share)) {
    await pause(fault.share * (4_000 / ended.length));
    await suffer(fault);
  }
}

/** Goes to the page of the deed if need be (a tab or browser may have died), and does it. */
async function shopFor(deed: Deed, device: BrowserDevice, site: string): Promise<void> {
  const page = await device.shop();
  const address = addressOf(site, deed.page);
  if (page.url() !== address) {
    await page.goto(address);
    await pause(150);
  }
  await doDeed(page, site, deed);
}

const isSent = (state: string): boolean => state === 'accepted' || state === 'confirmed';

/** Presses “send now” until everything is with the server. What does not get there is told in the story. */
async function sendAll(device: BrowserDevice, logs: readonly VisitLog[], { say }: BrowserBoutDeps): Promise<void> {
  const untilMs = Date.now() + SENT_WITHIN_MS;
  for (;;) {
    const { unsealed, archives } = await device.outbox();
    const left = archives.filter(({ state }) => !isSent(state));
    if (unsealed.length + left.length === 0) {
      const known = new Set(archives.map(({ sessionId }) => sessionId));
      for (const log of logs) if (!known.has(log.sessionId)) log.story.push('the device does not know it any more');
      return;
    }
    if (Date.now() > untilMs) {
      for (const { id, phase, failure } of unsealed) tell(logs, id, `${phase} to the end: ${failure}`);
      for (const { sessionId, state, failure } of left) tell(logs, sessionId, `${state} to the end: ${failure}`);
      say(
        `  ${unsealed.length} sessions were not sealed and ${left.length} not sent within ${SENT_WITHIN_MS / 1000} s`,
      );
      return;
    }
    await device.sync();
    await pause(150);
  }
}

function tell(logs: readonly VisitLog[], sessionId: string, line: string): void {
  logs.find((log) => log.sessionId === sessionId)?.story.push(line);
}

/** The browser is killed, its profile copied, and both copies send what waits. */
async function sendFromTwo(device: BrowserDevice, logs: readonly VisitLog[], deps: BrowserBoutDeps): Promise<void> {
  deps.tally.tried(COPIED_PROFILE);
  await device.kill();
  const folder = await mkdtemp(join(tmpdir(), 'codesight-chaos-copy-'));
  try {
    await cp(device.profile, folder, { recursive: true, filter: (path) => !/\/Singleton[^/]*$/.test(path) });
    await device.launch();
    const copy = await browserDevice(folder);
    await Promise.all([sendAll(device, logs, deps), sendAll(copy, logs, deps)]);
    await copy.close();
    deps.tally.hit(COPIED_PROFILE);
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
}
