import { defineConfig } from '@playwright/test';

/** Every spec starts a browser of its own with the built extension, so two at once would only slow each other down. */
export default defineConfig({
  testDir: '.',
  testMatch: '**/*.spec.ts',
  outputDir: '../test-results',
  workers: 1,
  retries: 0,
  timeout: 180_000,
  expect: { timeout: 15_000 },
  forbidOnly: true,
  reporter: 'list',
});
