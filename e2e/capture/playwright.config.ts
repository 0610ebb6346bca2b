import { defineConfig } from '@playwright/test';

/** The capture code alone, in real Chromium, on pages made for the purpose and on the demo shop. */
export default defineConfig({
  testDir: '.',
  workers: 1,
  timeout: 30_000,
  reporter: 'list',
  use: {
    viewport: { width: 1280, height: 800 },
    launchOptions: {
      executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
});
