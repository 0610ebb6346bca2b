import { readStored, writeStored } from '../browser/stored.ts';
import { holdWaiting } from '../store/archives.ts';
import type { Database } from '../store/database.ts';

/** Everything that waits is held, until the device joins again or returns to another study of its own. */
export async function loseAccess(database: Database, token: string, reason: string): Promise<void> {
  // The participant may have joined again while the answer was on its way.
  if ((await readStored('participant'))?.token !== token) return;
  await writeStored('lostAccess', { reason, at: Date.now() });
  await holdWaiting(database, reason);
}
