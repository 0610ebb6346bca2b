import { browserRun } from '../browser/browser-run.ts';
import { readStored, writeStored } from '../browser/stored.ts';
import type { Database } from '../store/database.ts';
import { recoverPartialSession, removeOrphans } from '../store/recover-partial-session.ts';
import { findCurrentSession } from '../store/sessions.ts';

/** Once in each run of the browser, before anything else: whatever the last one left half done goes on from here. */
export async function recoverSessions(database: Database): Promise<void> {
  if (!(await browserRun.isNew())) return;
  const silence = { now: Date.now(), aliveAt: await readStored('aliveAt') };
  for (const id of await database.sessions.toCollection().primaryKeys())
    await recoverPartialSession(database, id, silence);
  await removeOrphans(database);
  await browserRun.remember();
}

/** While something is recorded: so that a browser that stops is known to have run until now. A gap has to be told first. */
export async function giveSignOfLife(database: Database): Promise<void> {
  if (await browserRun.isNew()) return;
  const session = await findCurrentSession(database);
  if (session?.phase === 'recording') await writeStored('aliveAt', Date.now());
}
