import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { WxtVitest } from 'wxt/testing/vitest-plugin';

/** For tests that hang: none may fail because the machine is busy. */
const patience = { testTimeout: 60_000, hookTimeout: 120_000 };

export default defineConfig({
  test: {
    // Many wait for a server, a database or a clock: one file at a time leaves processors idle, also where there are two.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    projects: [
      { test: { name: 'shared', include: ['shared/**/*.test.ts'], ...patience } },
      { plugins: [WxtVitest()], test: { name: 'extension', include: ['extension/**/*.test.ts'], ...patience } },
      {
        test: {
          name: 'server',
          include: ['sync-server/**/*.test.ts', 'e2e/**/*.test.ts', 'bench/**/*.test.ts', 'deploy/**/*.test.ts'],
          ...patience,
        },
      },
    ],
  },
});
