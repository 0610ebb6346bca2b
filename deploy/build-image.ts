import { cp, link, mkdir, readdir, readFile } from 'node:fs/promises';
import { basename, join, matchesGlob, relative } from 'node:path';
import { readDockerfile, type Stage, stepsOf } from './read-dockerfile.ts';

export const root = join(import.meta.dirname, '..');

type Lockfile = { packages: Record<string, { dev?: boolean; optional?: boolean; devOptional?: boolean }> };

/** The Dockerfile of this folder, by its two stages. */
export async function readImage(): Promise<{ packages: Stage; server: Stage }> {
  const [packages, server, ...more] = readDockerfile(await readFile(join(import.meta.dirname, 'Dockerfile'), 'utf8'));
  if (packages === undefined || server === undefined || more.length > 0) throw new Error('two stages were expected');
  return { packages, server };
}

/**
 * Does what the Dockerfile does, into `folder`: the packages that `npm install` without those for development and
 * without optional ones leaves, and what is copied from the repository, but for what .dockerignore keeps out.
 */
export async function buildImage(folder: string, { packages, server }: Awaited<ReturnType<typeof readImage>>) {
  const [install = ''] = stepsOf(packages, 'RUN');
  for (const word of ['--omit=dev', '--omit=optional', '--ignore-scripts']) {
    if (!install.split(' ').includes(word)) throw new Error(`the Dockerfile installs without ${word}`);
  }
  const [, removed = ''] = install.split('&& rm -rf ');
  for (const path of await productionPackages()) {
    if (!removed.split(' ').includes(path)) await linkFolder(join(root, path), join(folder, path));
  }
  const ignored = (await readIgnored()).map((pattern) => join(root, pattern));
  for (const words of stepsOf(server, 'COPY')) {
    const [from = '', to = ''] = words.split(' ');
    if (from.startsWith('--from=')) continue;
    const target = to.endsWith('/') ? join(folder, to, basename(from)) : join(folder, to);
    await mkdir(join(target, '..'), { recursive: true });
    const filter = (source: string) => !ignored.some((pattern) => matchesGlob(source, pattern));
    await cp(join(root, from), target, { recursive: true, filter });
  }
}

/** As good as a copy of what nobody changes, and much faster: its files are the same ones where the disk is the same. */
async function linkFolder(from: string, to: string): Promise<void> {
  const entries = await readdir(from, { recursive: true, withFileTypes: true });
  await mkdir(to, { recursive: true });
  for (const entry of entries) {
    const [source, target] = [
      join(entry.parentPath, entry.name),
      join(to, relative(from, entry.parentPath), entry.name),
    ];
    if (entry.isDirectory()) await mkdir(target, { recursive: true });
    else await link(source, target).catch(() => cp(source, target));
  }
}

/** Their folders, from the lockfile. */
async function productionPackages(): Promise<string[]> {
  const { packages } = JSON.parse(await readFile(join(root, 'package-lock.json'), 'utf8')) as Lockfile; // npm's own file
  return Object.entries(packages)
    .filter(([, { dev, optional, devOptional }]) => dev !== true && optional !== true && devOptional !== true)
    .map(([path]) => path)
    .filter((path) => path.lastIndexOf('node_modules/') === 0);
}

/** What .dockerignore keeps out of what is copied; throws when something that is copied does not get in at all. */
async function readIgnored(): Promise<string[]> {
  const text = await readFile(join(import.meta.dirname, 'Dockerfile.dockerignore'), 'utf8');
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  if (lines[0] !== '*') throw new Error('.dockerignore was expected to begin with everything');
  const allowed = lines.filter((line) => line.startsWith('!')).map((line) => line.slice(1));
  const { packages, server } = await readImage();
  const copied = [...stepsOf(packages, 'COPY'), ...stepsOf(server, 'COPY')]
    .filter((words) => !words.startsWith('--from='))
    .flatMap((words) => words.split(' ').slice(0, -1));
  const missing = copied.filter((path) => !allowed.includes(relative('.', path)));
  if (missing.length > 0) throw new Error(`.dockerignore keeps out what is copied: ${missing.join(', ')}`);
  return lines.slice(1).filter((line) => !line.startsWith('!'));
}
