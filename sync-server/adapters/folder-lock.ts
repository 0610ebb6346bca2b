import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** Another process has the folder. */
export class FolderInUse extends Error {
  override readonly name = 'FolderInUse';
}

/**
 * Takes `folder` for this process alone and resolves to a function that gives it back. PGlite does not lock: two
 * processes on one folder lose each other's rows without a word. SQLite's file lock is let go by the system even when
 * the process is killed. Throws FolderInUse.
 */
export async function lockFolder(folder: string): Promise<() => void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const lock = new DatabaseSync(join(folder, '.lock.sqlite'), { timeout: 0 });
  try {
    lock.exec('pragma locking_mode = exclusive; pragma journal_mode = memory; begin exclusive');
  } catch (cause) {
    lock.close();
    throw new FolderInUse(
      `${folder} is in use by another server process. Stop that one, or give this one its own DATA_DIR; ` +
        'several processes can share a PostgreSQL server (DATABASE_URL).',
      { cause },
    );
  }
  return () => {
    lock.exec('rollback');
    lock.close();
  };
}
