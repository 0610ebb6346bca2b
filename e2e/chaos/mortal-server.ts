import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const MAIN = fileURLToPath(new URL('../../sync-server/main.ts', import.meta.url));
const START_TIMEOUT_MS = 120_000;

/** A real server in a process of its own, made to be killed. Each start may have another address. */
export type MortalServer = {
  /** Undefined while it is dead. */
  url(): string | undefined;
  /** `more` is added to its environment, for this life only. */
  start(more?: Record<string, string>): Promise<void>;
  /** SIGKILL: nothing in it gets a chance to clear up. */
  kill(): Promise<void>;
  stop(): Promise<void>;
};

export function mortalServer(env: Record<string, string>): MortalServer {
  let child: ChildProcess | undefined;
  let url: string | undefined;
  const end = async (signal: 'SIGTERM' | 'SIGKILL'): Promise<void> => {
    url = undefined;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const exited = once(child, 'exit');
    child.kill(signal);
    await exited;
  };
  process.once('exit', () => child?.kill('SIGKILL'));
  return {
    url: () => url,
    kill: () => end('SIGKILL'),
    stop: () => end('SIGTERM'),
    start: async (more = {}) => {
      const settings = { PATH: process.env['PATH'] ?? '', PORT: '0', LOG_LEVEL: 'error', ...env, ...more };
      child = spawn(process.execPath, [MAIN], { env: settings, stdio: ['ignore', 'pipe', 'pipe'] });
      url = await addressOf(child);
    },
  };
}

async function addressOf(child: ChildProcess): Promise<string> {
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (piece: Buffer) => (said += piece.toString()));
  const deadline = Date.now() + START_TIMEOUT_MS;
  while (Date.now() < deadline) {
    const found = /running at (\S+)\n/.exec(said)?.[1];
    if (found !== undefined) return found;
    if (child.exitCode !== null || child.signalCode !== null) throw new Error(`The server ended at once:\n${said}`);
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
  throw new Error(`The server did not start:\n${said}`);
}
