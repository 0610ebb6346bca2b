/**
 * Installs the packages when they are missing or older than the lockfile. It runs on whatever Node the host has (20 or
 * later), so it is plain JavaScript without imports of ours; what runs after it uses the Node 24 that it installed.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));
const marker = `${root}node_modules/.package-lock.json`;
const node = `${root}node_modules/.bin/node`;

const isInstalled =
  existsSync(marker) && existsSync(node) && statSync(marker).mtimeMs >= statSync(`${root}package-lock.json`).mtimeMs;

if (!isInstalled) {
  console.log('Installing packages (about a minute on the first run) …');
  // The lockfile decides the versions. Not `npm ci`: registries lag behind with builds for other platforms, which are
  // optional, and `npm ci` refuses a lockfile without them. Playwright's browser is not downloaded here:
  // find-chromium.ts looks for one first.
  const { status, error } = spawnSync('npm', ['install', '--no-save', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
    env: { ...process.env, PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD: '1' },
  });
  if (status !== 0 || !existsSync(node)) {
    console.error(error?.message ?? '');
    console.error(
      'The packages could not be installed. Check the network connection and run `npm install` to see why; ' +
        'install scripts must be allowed, since one of them brings Node 24.',
    );
    process.exit(status ?? 1);
  }
}
