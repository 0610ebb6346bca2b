import { defineConfig } from '@playwright/test';
import { chromiumArguments } from './setup/chromium-arguments.ts';
import { requireChromium } from './setup/find-chromium.ts';

/** Every journey starts a browser of its own with the built extension, and mostly waits for it: two at once take little longer than one. */
export default defineConfig({
  testDir: '.',
  testMatch: '**/*.spec.ts',
  outputDir: '../test-results',
  workers: 2,
  retries: 0,
  timeout: 180_000,
  expect: { timeout: 15_000 },
  forbidOnly: true,
  reporter: 'list',
  use: {
    viewport: { width: 1280, height: 800 },
    launchOptions: { executablePath: requireChromium(), args: [...chromiumArguments, '--disable-gpu'] },
  },
});
