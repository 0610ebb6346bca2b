import { fileURLToPath } from 'node:url';
import { build } from 'vite';

/** What a bench runs in pages, as one script, made from the sources as they are. */
export async function pageScript(entry: URL): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      minify: false,
      lib: { entry: fileURLToPath(entry), formats: ['iife'], name: 'benchInPage' },
    },
  });
  const [first] = [built].flat();
  if (first === undefined || !('output' in first)) throw new Error('the bench’s script did not build');
  return first.output.map((file) => (file.type === 'chunk' ? file.code : '')).join('\n');
}
