import { pino } from 'pino';
import { FolderInUse } from './adapters/folder-lock.ts';
import { StoreKeyError } from './adapters/store-keys.ts';
import type { FirstStart } from './auth/first-administrator.ts';
import { type Config, ConfigError, readConfig } from './config.ts';
import { withSecretFiles } from './secret-files.ts';
import { type RunningServer, startServer } from './start-server.ts';

try {
  const config = readConfig(withSecretFiles(process.env));
  const log = pino({ level: config.logLevel, base: { app: 'codesight' } });
  endOnSignal('on');
  const server = await startServer(config, log);
  endOnSignal('off');
  stopOnSignal(server);
  welcome(server, config);
} catch (error) {
  const sentence = inWords(error);
  if (sentence === undefined) throw error;
  console.error(sentence);
  process.exit(1);
}

/**
 * While it starts there is nothing to finish. It has to be said all the same: the first process of a container does not
 * hear of a signal that it does not ask for, and would be waited for in vain.
 */
function endOnSignal(turn: 'on' | 'off'): void {
  for (const signal of ['SIGTERM', 'SIGINT']) process[turn](signal, end);
}

function end(): never {
  process.exit(0);
}

function stopOnSignal(server: RunningServer): void {
  const stop = () => {
    // A second signal ends the process at once, as it does by default.
    process.off('SIGTERM', stop);
    process.off('SIGINT', stop);
    server.stop().then(
      () => process.exit(0),
      (error: unknown) => {
        console.error('The server could not stop in order:', error);
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
}

function welcome({ url, firstStart }: RunningServer, config: Config): void {
  console.log(`\nCodeSight is running at ${url}\n  Admin page:       ${url}/admin/`);
  if (firstStart !== undefined) console.log(firstWords(firstStart));
  if (!['127.0.0.1', 'localhost', '::1'].includes(config.host)) {
    console.log('  Others can reach it: put a proxy with HTTPS before it. The extension refuses plain HTTP elsewhere.');
  }
  console.log('');
}

function firstWords({ tokenFile, code, codeDays, codeUses }: FirstStart): string {
  const token = tokenFile === undefined ? 'the ADMIN_TOKEN that you have set' : `in ${tokenFile}`;
  const yours = `  Your token:       ${token}\n`;
  if (code === undefined) return `${yours}  It is a new one: none of those before is valid any more.`;
  return (
    yours +
    `  Invitation code:  ${code}   (for up to ${codeUses} participants, for ${codeDays} days)\n` +
    '  This is the first start: the code is shown only now. More can be made on the admin page.'
  );
}

/** What a person can put right, in a sentence; undefined for everything else. */
function inWords(error: unknown): string | undefined {
  if (error instanceof ConfigError || error instanceof FolderInUse || error instanceof StoreKeyError)
    return error.message;
  if (!(error instanceof Error && 'code' in error)) return undefined;
  if (error.code === 'EADDRINUSE')
    return 'The port is in use by another program. Set PORT to another one, or stop that program.';
  if (error.code === 'EACCES') return `This is not allowed here: ${error.message}. Choose another PORT or DATA_DIR.`;
  if (error.code === 'ECONNREFUSED') return 'The database at DATABASE_URL does not answer. Is it running?';
  return undefined;
}
