import { fileURLToPath } from 'node:url';
import { build } from 'vite';

/** rrweb's recorder as one script that starts by itself. */
export async function rrwebScript(): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      lib: {
        entry: fileURLToPath(new URL('rrweb-in-page.ts', import.meta.url)),
        formats: ['iife'],
        name: 'rrwebInPage',
      },
    },
  });
  const [first] = [built].flat();
  if (first === undefined || !('output' in first)) throw new Error('rrweb did not build');
  return first.output.map((file) => (file.type === 'chunk' ? file.code : '')).join('\n');
}
