import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** Jobs that work on files of their own are lost after two hours (dataset-jobs.ts, training-jobs.ts). */
const NOBODYS_AFTER_MS = 6 * 60 * 60 * 1000;

/**
 * Removes what killed processes had copied into `folder` to work on: it holds sessions, and others that share the folder
 * may be at work beside it, so that only age tells. @returns how many folders there were.
 */
export async function sweepWorking(folder: string, now: number): Promise<number> {
  let removed = 0;
  for (const name of await readdir(folder)) {
    const path = join(folder, name);
    if (now - (await lastTouched(path)) < NOBODYS_AFTER_MS) continue;
    await rm(path, { recursive: true, force: true });
    removed++;
  }
  return removed;
}

async function lastTouched(folder: string): Promise<number> {
  try {
    const paths = [folder, ...(await readdir(folder)).map((name) => join(folder, name))];
    return Math.max(...(await Promise.all(paths.map(async (path) => (await stat(path)).mtimeMs))));
  } catch (error) {
    // Gone since it was listed: somebody is at work in it.
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return Infinity;
    throw error;
  }
}
