import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Command, commands, usage } from './commands/commands.ts';
import { fetchBackup } from './commands/fetch-backup.ts';
import { putArchive } from './commands/put-archive.ts';
import { refusalOf } from './commands/refusal.ts';
import { withSecretFiles } from './secret-files.ts';

/** `npm run admin -- <command>`: what an administrator does from a shell, by the server's own API. */
async function main(args: readonly string[]): Promise<void> {
  const { positionals, values } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      server: { type: 'string' },
      reason: { type: 'string' },
      scope: { type: 'string' },
      'dry-run': { type: 'boolean' },
      participant: { type: 'string' },
    },
  });
  const [name = '', subject] = positionals;
  const command: Command | undefined = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (command === undefined) {
    process.stderr.write(`${usage()}\n`);
    process.exit(name === '' || name === 'help' ? 0 : 2);
  }
  const server = values.server ?? process.env['CODESIGHT_SERVER'] ?? 'http://localhost:8787';
  const token = await findToken();
  const call = async (path: string, method = 'GET', body?: unknown): Promise<unknown> => {
    const answer = await fetch(server + path, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    if (!answer.ok) throw refusalOf(answer.status, text);
    return text === '' ? {} : JSON.parse(text);
  };
  const options = {
    subject,
    reason: values.reason,
    scope: values.scope,
    dryRun: values['dry-run'],
    participant: values.participant,
  };
  const result = await command.run(call, options, {
    put: putArchive(server, token),
    fetchBackup: fetchBackup(server, token),
  });
  process.stdout.write(`${JSON.stringify(result, undefined, 2)}\n`);
}

/** ADMIN_TOKEN or ADMIN_TOKEN_FILE, or the file that the first start has written. */
async function findToken(): Promise<string> {
  const given = withSecretFiles(process.env)['ADMIN_TOKEN'];
  if (given !== undefined && given !== '') return given;
  const path = join(process.env['DATA_DIR'] ?? './data', 'admin-token');
  return (await readFile(path, 'utf8')).trim();
}

try {
  await main(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
