import { defineConfig } from 'vitest/config';
import { WxtVitest } from 'wxt/testing/vitest-plugin';

export default defineConfig({
  test: {
    projects: [
      { test: { name: 'shared', include: ['shared/**/*.test.ts'] } },
      { plugins: [WxtVitest()], test: { name: 'extension', include: ['extension/**/*.test.ts'] } },
      {
        test: {
          name: 'server',
          include: ['sync-server/**/*.test.ts', 'e2e/**/*.test.ts', 'bench/**/*.test.ts', 'deploy/**/*.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
