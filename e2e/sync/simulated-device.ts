import { readStored } from '../../extension/browser/stored.ts';
import type { Sending } from '../../extension/background/send-archives.ts';
import type { Database } from '../../extension/store/database.ts';
import { openContext } from './profile.ts';

/** The browser wakes the extension this often. */
const ALARM_MS = 30_000;

/** A device whose clock, network and life are the test's. */
export type SimulatedDevice = {
  /** Its clock, to be set at will. */
  clock: { now: number };
  /** Without a network every request fails at once. */
  network: { isThere: boolean };
  /** Called before each request, and waited for. */
  beforeRequest: { run: () => Promise<unknown> };
  requests(): number;
  /** Sessions whose sending was begun, in that order, as often as it was. */
  begun(): readonly string[];
  database(): Database;
  sending(): Sending;
  /** What the browser’s alarm does; then half a minute goes by. */
  alarm(): Promise<void>;
  /** Lets time go by until `end`, from alarm to alarm, without those at which the server is left alone. */
  passUntil(end: number, each: (now: number) => Promise<void>): Promise<void>;
  /** The service worker is stopped in the middle of whatever it does, and starts again. */
  restart(): void;
};

export function simulatedDevice(profile: string, start: number, random: () => number): SimulatedDevice {
  const clock = { now: start };
  const network = { isThere: false };
  const beforeRequest = { run: async (): Promise<unknown> => undefined };
  const begun: string[] = [];
  let requests = 0;
  const doFetch = async (url: string, init: RequestInit): Promise<Response> => {
    requests++;
    await beforeRequest.run();
    if (!network.isThere) throw new TypeError('Failed to fetch');
    if (init.method === 'PUT') begun.push(url.slice(-36));
    return await fetch(url, init);
  };
  const open = () => openContext(profile, { now: () => clock.now, random, doFetch });
  let context = open();
  const round = async (): Promise<void> => {
    const { database, sending } = context;
    try {
      await sending.round();
    } catch (error) {
      // A dead worker writes nothing any more; that is all that there is to it.
      if (context.database === database) throw error;
    }
  };
  return {
    clock,
    network,
    beforeRequest,
    requests: () => requests,
    begun: () => begun,
    database: () => context.database,
    sending: () => context.sending,
    async alarm() {
      await round();
      clock.now += ALARM_MS;
    },
    async passUntil(end, each) {
      while (clock.now < end) {
        await each(clock.now);
        await round();
        const next = (await readStored('serverAway'))?.nextTryAt ?? 0;
        clock.now += ALARM_MS * Math.max(1, Math.ceil((next - clock.now) / ALARM_MS));
      }
    },
    restart() {
      context.database.close();
      context = open();
    },
  };
}
