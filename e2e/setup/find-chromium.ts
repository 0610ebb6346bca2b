import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chromium } from '@playwright/test';

/** Where systems keep a Chrome or Chromium that can load an unpacked extension, likeliest first. */
const USUAL_PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/lib/chromium/chromium',
  '/snap/bin/chromium',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/**
 * A Chromium to test with: the one named by CHROMIUM_PATH, an installed one, Playwright's own, or else one that is
 * installed now. Branded Chrome is not looked for: since version 137 it ignores --load-extension.
 * @throws Error that says in one sentence what to do when there is none to be had.
 */
export function requireChromium(): string {
  const found = findInstalled();
  if (found) return found;
  console.log('No Chromium found; installing one …');
  for (const [command, ...words] of installers()) {
    if (command === undefined) continue;
    spawnSync(command, words, {
      stdio: ['ignore', 'ignore', 'inherit'],
      timeout: 600_000,
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    });
    const installed = findInstalled();
    if (installed) return installed;
  }
  throw new Error('Chromium is needed: install it (Debian: `apt-get install -y chromium`) or set CHROMIUM_PATH to it.');
}

function findInstalled(): string | undefined {
  const named = process.env['CHROMIUM_PATH'];
  return [...(named ? [named] : []), ...USUAL_PLACES, chromium.executablePath()].find((path) => existsSync(path));
}

/** Debian's package where we may install it, then Playwright's download, which closed networks refuse. */
function installers(): string[][] {
  const playwright = [process.execPath, 'node_modules/@playwright/test/cli.js', 'install', 'chromium'];
  const isDebianRoot = process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');
  const apt = [
    ['apt-get', 'update', '-q'],
    ['apt-get', 'install', '-y', '-q', '--no-install-recommends', 'chromium'],
  ];
  return isDebianRoot ? [...apt, playwright] : [playwright];
}
