import type { MortalServer } from './mortal-server.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

/** A server that comes back by itself after each death. */
export type RevivingServer = {
  /** Undefined while it is dead. */
  url(): string | undefined;
  /** SIGKILL; it comes back with its clock set wrong by `clockDays`. */
  kill(clockDays?: number): Promise<void>;
  /** SIGTERM: what is in flight is finished. */
  stop(): Promise<void>;
  /** @throws Error when it did not come back. */
  ready(): Promise<void>;
};

export function revivingServer(server: MortalServer): RevivingServer {
  let life: Promise<void> = server.start();
  const die = (end: () => Promise<void>, env: Record<string, string> = {}): Promise<void> => {
    const ended = life.then(end);
    life = ended.then(() => server.start(env));
    // Whoever waits for it hears of a failure; nobody may be waiting just now.
    life.catch(() => undefined);
    return ended;
  };
  return {
    url: server.url,
    kill: (clockDays = 0) => die(server.kill, clockDays === 0 ? {} : withClockOff(clockDays)),
    stop: () => die(server.stop),
    ready: () => life,
  };
}

/** Node loads this before the server: every look at the clock is off by so many days, from the first one on. */
function withClockOff(days: number): Record<string, string> {
  const script = `
    const Clock = Date, off = ${days * DAY_MS};
    globalThis.Date = class extends Clock {
      constructor(...given) { given.length === 0 ? super(Clock.now() + off) : super(...given); }
      static now() { return Clock.now() + off; }
    };`;
  return { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(script)}` };
}
