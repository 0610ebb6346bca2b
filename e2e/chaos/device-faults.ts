import type { CDPSession } from '@playwright/test';
import type { BrowserDevice } from './browser-device.ts';
import type { DeviceKind } from './fault-kinds.ts';
import { pause } from './pass-on.ts';
import type { SmallDisk } from './small-disk.ts';
import type { VisitLog } from './visit-log.ts';

export type DeviceWorld = {
  device: BrowserDevice;
  /** Of the profile; undefined where nothing can be mounted. */
  disk: SmallDisk | undefined;
  log: VisitLog;
  /** What the driver does on while the fault lasts. */
  goOn(): Promise<void>;
};

const HOUR_MS = 60 * 60 * 1000;
const COMMITTED_WITHIN_MS = 60_000;

/** @returns whether the fault really happened. */
type Inflict = (world: DeviceWorld, share: number) => Promise<boolean>;

const killBrowser: Inflict = async ({ device, log }) => {
  log.onlyCommitted(await committedOrSealed(device, log));
  await device.kill();
  await device.launch();
  return true;
};

const acts: Record<DeviceKind, Inflict> = {
  'service worker stopped while recording': ({ device }) =>
    closeTargets(device, ({ type }) => type === 'service_worker'),
  'service worker stopped while sealing or sending': ({ device }) =>
    closeTargets(device, ({ type }) => type === 'service_worker'),
  'workshop closed while sealing': ({ device }) => closeTargets(device, ({ url }) => url.endsWith('/offscreen.html')),
  'tab crashed': async ({ device, log }) => {
    const page = await device.shop();
    log.onlyCommitted(await committedOrSealed(device, log));
    const session = await device.browser().context.newCDPSession(page);
    const crashed = new Promise((resolve) => page.once('crash', resolve));
    // Nobody is left to answer it.
    session.send('Page.crash').catch(() => undefined);
    await Promise.race([crashed, pause(5_000)]);
    await Promise.race([page.close().catch(() => undefined), pause(3_000)]);
    return page.isClosed();
  },
  'extension ended, back with the next start': async ({ device, log }) => {
    log.onlyCommitted(await committedOrSealed(device, log));
    await device.endExtension();
    return true;
  },
  'browser killed while recording': killBrowser,
  'browser killed while sealing or sending': killBrowser,
  'disk of the device full': async ({ device, disk, log, goOn }) => {
    if (disk === undefined) return false;
    await disk.fill();
    try {
      await goOn();
      await pause(400);
    } finally {
      await disk.free();
    }
    // What is still being typed is not told before the field is left.
    await (await device.shop()).keyboard.press('Tab');
    await untilCommitted(device, log);
    return true;
  },
  'clock of the device jumped': async ({ device }, share) => {
    const offMs = [-24, -1, 1, 24][Math.floor(share * 4)] ?? 24;
    const worker = device.browser().context.serviceWorkers().at(-1);
    if (worker === undefined) return false;
    const setting = worker.evaluate((ms) => {
      const now = Date.now.bind(Date);
      Date.now = () => now() + ms;
      return true;
    }, offMs * HOUR_MS);
    return Promise.race([setting.catch(() => false), pause(2_000).then(() => false)]);
  },
};

/** Does to the device what was planned. @returns whether it happened. */
export function inflictOnDevice(kind: DeviceKind, world: DeviceWorld, share: number): Promise<boolean> {
  return acts[kind](world, share);
}

/** Once its archive is sealed, everything of a session has been committed for good. */
async function committedOrSealed(device: BrowserDevice, log: VisitLog): Promise<ReadonlySet<string>> {
  const { archives } = await device.outbox();
  if (archives.some(({ sessionId }) => sessionId === log.sessionId)) return new Set(log.done());
  return device.committed(log.sessionId);
}

async function untilCommitted(device: BrowserDevice, log: VisitLog): Promise<void> {
  const untilMs = Date.now() + COMMITTED_WITHIN_MS;
  while (Date.now() < untilMs) {
    const committed = await device.committed(log.sessionId).catch(() => new Set<string>());
    if (log.certain().every((trace) => committed.has(trace))) return;
    await pause(250);
  }
  log.story.push(`not everything was stored ${COMMITTED_WITHIN_MS / 1000} s after there was room again`);
}

type Target = Awaited<ReturnType<typeof targetsOf>>[number];

async function targetsOf(session: CDPSession) {
  return (await session.send('Target.getTargets')).targetInfos;
}

async function closeTargets(device: BrowserDevice, isMeant: (target: Target) => boolean): Promise<boolean> {
  const session = await device.browser().context.browser()?.newBrowserCDPSession();
  if (session === undefined) throw new Error('The browser is closed.');
  const meant = (await targetsOf(session)).filter((target) => isMeant(target));
  for (const { targetId } of meant) await session.send('Target.closeTarget', { targetId }).catch(() => undefined);
  await session.detach();
  return meant.length > 0;
}
