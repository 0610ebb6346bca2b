import type { FetchBackup } from './fetch-backup.ts';
import { importArchives, type PutArchive } from './import-archives.ts';

/** Asks the server's API as an administrator. Throws with the server's own words when it refuses. */
export type Call = (path: string, method?: 'GET' | 'POST' | 'PUT' | 'DELETE', body?: unknown) => Promise<unknown>;

export type CommandOptions = {
  /** The first word after the command. */
  subject: string | undefined;
  reason: string | undefined;
  scope: string | undefined;
  dryRun: boolean | undefined;
  participant: string | undefined;
};

export type Command = {
  /** What stands behind the command's name. */
  takes: string;
  does: string;
  run(call: Call, options: CommandOptions, files: FileCommands): Promise<unknown>;
};

/** Calls that carry more than JSON. */
export type FileCommands = { put: PutArchive; fetchBackup: FetchBackup };

function required(value: string | undefined, what: string): string {
  if (value === undefined || value === '') throw new Error(`Say ${what}.`);
  return encodeURIComponent(value);
}

/** Goes into the audit log, so that it cannot be left out. */
function why(reason: string | undefined): string {
  if (reason === undefined || reason.trim() === '')
    throw new Error('Say why, with --reason "…": it goes into the audit log.');
  return reason;
}

/** What `npm run admin` knows; each is one call of the API that the admin page uses too. */
export const commands: Readonly<Record<string, Command>> = {
  freeze: {
    takes: '--reason …',
    does: 'Takes no archives in until `open`. Devices keep theirs and try again.',
    run: (call, { reason }) => call('/v1/admin/intake', 'PUT', { state: 'frozen', reason: why(reason) }),
  },
  open: {
    takes: '--reason …',
    does: 'Takes archives in again.',
    run: (call, { reason }) => call('/v1/admin/intake', 'PUT', { state: 'open', reason: why(reason) }),
  },
  status: {
    takes: '',
    does: 'Says whether archives are taken in, and how much is stored.',
    run: async (call) => ({ intake: await call('/v1/admin/intake'), overview: await call('/v1/admin/overview') }),
  },
  'revoke-tokens': {
    takes: '[--scope participant|researcher|administrator] --reason …',
    does: 'Revokes all tokens at once, but the one that you use.',
    run: (call, { scope, reason }) =>
      call('/v1/admin/tokens/revocation', 'POST', { ...(scope === undefined ? {} : { scope }), reason: why(reason) }),
  },
  touched: {
    takes: '<token, as in the audit log>',
    does: 'Lists what a token has read, sent and changed.',
    run: (call, { subject }) => call(`/v1/admin/tokens/${required(subject, 'which token')}/touched`),
  },
  audit: {
    takes: '',
    does: 'Shows the last hundred entries of the audit log.',
    run: (call) => call('/v1/admin/audit?limit=100'),
  },
  quarantine: {
    takes: '',
    does: 'Lists the sessions in which personal data was found, with kinds and places.',
    run: (call) => call('/v1/admin/quarantine?limit=100'),
  },
  release: {
    takes: '<session> --reason …',
    does: 'Lets a session out of quarantine.',
    run: (call, { subject, reason }) =>
      call(`/v1/admin/quarantine/${required(subject, 'which session')}/release`, 'POST', { reason: why(reason) }),
  },
  costs: {
    takes: '',
    does: 'Says what storage is estimated to cost this month, by hot and cold, requests, site and month, and training.',
    run: (call) => call('/v1/admin/costs'),
  },
  restore: {
    takes: '<session>',
    does: 'Brings an archive back from cold storage, and says when it will be there.',
    run: (call, { subject }) => call(`/v1/admin/archives/${required(subject, 'which session')}/restoration`, 'POST'),
  },
  'erase-session': {
    takes: '<session>',
    does: 'Erases a session everywhere, and begins its certificate.',
    run: (call, { subject }) => call(`/v1/admin/sessions/${required(subject, 'which session')}`, 'DELETE'),
  },
  'erase-participant': {
    takes: '<participant>',
    does: 'Erases everything of a participant everywhere, and begins its certificate.',
    run: (call, { subject }) => call(`/v1/admin/participants/${required(subject, 'which participant')}`, 'DELETE'),
  },
  import: {
    takes: '<file or folder> [--participant …]',
    does: 'Takes in archives that participants have saved as files; --participant says whose those are that name nobody.',
    run: (_call, { subject, participant }, { put }) => {
      if (subject === undefined) throw new Error('Say which file or folder.');
      return importArchives(subject, { participant, put });
    },
  },
  backup: {
    takes: '<file or folder>',
    does: 'Writes all rows of this moment to a file, while the server runs; `npm run storage -- put-back` loads it.',
    run: (_call, { subject }, { fetchBackup }) => {
      if (subject === undefined) throw new Error('Say which file or folder.');
      return fetchBackup(subject);
    },
  },
  certificate: {
    takes: '<erasure>',
    does: 'Shows how far an erasure is, and its certificate.',
    run: (call, { subject }) => call(`/v1/erasures/${required(subject, 'which erasure')}`),
  },
  retention: {
    takes: '[--dry-run]',
    does: 'Erases what is over its time; with --dry-run only says what that would be.',
    run: (call, { dryRun }) => call('/v1/admin/retention', dryRun === true ? 'GET' : 'POST'),
  },
};

export function usage(): string {
  const lines = Object.entries(commands).map(
    ([name, { takes, does }]) => `  ${`${name} ${takes}`.trim()}\n      ${does}`,
  );
  return [
    'npm run admin -- <command>',
    '',
    ...lines,
    '',
    'The server is --server or CODESIGHT_SERVER (http://localhost:8787); the token ADMIN_TOKEN, or the file',
    'admin-token in DATA_DIR (./data).',
  ].join('\n');
}
