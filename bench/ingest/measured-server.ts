import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '../..');
const START_TIMEOUT_MS = 120_000;
const LOOK_EVERY_MS = 50;

/** A server in a process of its own, whose memory is watched. */
export type MeasuredServer = {
  url: string;
  /** The most resident memory in MB since this was asked last. */
  takePeakMb(): number;
  /** Processor time of all its threads since it started. */
  processorMs(): Promise<number>;
  stop(): Promise<void>;
};

/** @param words what Node is started with; paths are from the repository's root */
export async function measuredServer(words: readonly string[], env: Record<string, string>): Promise<MeasuredServer> {
  const settings = { PATH: process.env['PATH'] ?? '', ...env };
  const child = spawn(process.execPath, words, { cwd: ROOT, env: settings, stdio: ['ignore', 'pipe', 'pipe'] });
  process.once('exit', () => child.kill('SIGKILL'));
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (piece: Buffer) => (said += piece.toString()));
  const deadline = Date.now() + START_TIMEOUT_MS;
  const address = () => /running at (\S+)\n/.exec(said)?.[1];
  while (address() === undefined) {
    if (child.exitCode !== null || Date.now() > deadline) throw new Error(`The server did not start:\n${said}`);
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
  let peakMb = 0;
  const watching = setInterval(() => {
    void residentMb(child.pid ?? 0).then((now) => (peakMb = Math.max(peakMb, now)));
  }, LOOK_EVERY_MS);
  return {
    url: address() ?? '',
    takePeakMb: () => {
      const peak = peakMb;
      peakMb = 0;
      return Math.round(peak);
    },
    processorMs: () => processorMs(child.pid ?? 0),
    stop: async () => {
      clearInterval(watching);
      const exited = once(child, 'exit');
      child.kill('SIGTERM');
      await exited;
    },
  };
}

/** The words behind `node` in a script of package.json. */
export async function wordsOfScript(name: string): Promise<string[]> {
  const { scripts } = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8')) as {
    scripts: Record<string, string>; // npm's own file
  };
  const [program, ...words] = scripts[name]?.split(' ') ?? [];
  if (program !== 'node') throw new Error(`npm run ${name} does not start Node itself`);
  return words;
}

/** Linux only; zero when the process has ended. */
async function residentMb(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1] ?? 0) / 1024;
}

/** Linux only: `utime` and `stime` of `/proc/<pid>/stat`, in ticks of 10 ms. */
async function processorMs(pid: number): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
  // The name may have spaces; what follows its closing bracket has none.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return 10 * (Number(fields[11]) + Number(fields[12]));
}
