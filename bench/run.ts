/** `npm run bench -- <name>`: prints figures, with ratios against a named baseline in the same run; the last line is JSON. */
const asked = process.argv[2] ?? '';
const benches: Record<string, () => Promise<unknown>> = {
  capture: () => import('./capture/run.ts'),
  ingest: () => import('./ingest/run.ts'),
  locators: () => import('./locators/run.ts'),
  privacy: () => import('./privacy/run.ts'),
};
const bench = benches[asked];
if (!bench) {
  console.error(`There is no bench “${asked}”. There are: ${Object.keys(benches).join(', ')}.`);
  process.exit(1);
}
await bench();
