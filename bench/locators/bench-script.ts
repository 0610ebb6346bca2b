import { fileURLToPath } from 'node:url';
import { build } from 'vite';

/** What runs in the page, as one script, made from the sources as they are. */
export async function benchScript(): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      minify: false,
      lib: { entry: fileURLToPath(new URL('in-page.ts', import.meta.url)), formats: ['iife'], name: 'benchInPage' },
    },
  });
  const [first] = [built].flat();
  if (first === undefined || !('output' in first)) throw new Error('the bench’s script did not build');
  return first.output.map((file) => (file.type === 'chunk' ? file.code : '')).join('\n');
}
