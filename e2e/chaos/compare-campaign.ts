import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { openStore } from '../../sync-server/adapters/open-store.ts';
import { openDatabase } from '../../sync-server/adapters/postgres.ts';
import { readConfig } from '../../sync-server/config.ts';
import { checkStorage } from '../../sync-server/ingest/check-storage.ts';
import { readArchive } from '../harness/read-archive.ts';
import { clearUp } from './clear-up.ts';
import { COMPARED } from './plan-visit.ts';
import { readAll } from './pass-on.ts';
import type { VisitLog } from './visit-log.ts';

export type Verdict = {
  interactionsDone: number;
  interactionsLost: number;
  archivesLost: number;
  duplicates: number;
  /** Done in the last moment before something died, and never acknowledged; `arrived` of them are there all the same. */
  unacknowledged: { done: number; arrived: number };
  /** Done while the participant was told that nothing is recorded, for want of room. */
  whilePaused: number;
  /** What else must not be: another order, what nobody did, rows without objects and the reverse, leftovers. */
  faults: string[];
};

const PARTS_STAY_MS = 25 * 60 * 60 * 1000;

type Held = { traces: string[]; ids: string[] };

/** Reads what a stopped server holds from its own database and store, and compares it with the drivers' logs. */
export async function compareCampaign(dataDir: string, logs: readonly VisitLog[]): Promise<Verdict> {
  const { database, close } = await openDatabase({ url: undefined, dataDir });
  try {
    const store = await openStore(readConfig({}), dataDir);
    const deps = { database, store, now: Date.now };
    // What an upload has left stays for a day, to be gone on with: that day is over here.
    const tomorrow = (): number => Date.now() + PARTS_STAY_MS;
    await clearUp({ ...deps, now: tomorrow }, join(dataDir, 'incoming'));
    const rows = await database.selectFrom('archives').select(['session_id', 'object_key']).execute();
    const held = new Map<string, Held>();
    for (const { session_id: id, object_key: key } of rows) held.set(id, await openHeld(await store.getStream(key)));
    const verdict = judge(logs, held);
    verdict.duplicates += rows.length - held.size;
    const storage = await checkStorage(deps);
    if (storage.objects !== storage.archives || storage.orphans.length + storage.missing.length > 0) {
      verdict.faults.push(`database and store differ: ${JSON.stringify(storage)}`);
    }
    const left = await leftovers(dataDir);
    if (left.length > 0) verdict.faults.push(`left over: ${left.join(', ')}`);
    return verdict;
  } finally {
    await close();
  }
}

async function openHeld(stream: AsyncIterable<Buffer>): Promise<Held> {
  const { interactions } = await readArchive(await readAll(stream));
  const compared = interactions.filter(({ action }) => COMPARED.has(action.type));
  return {
    ids: interactions.map(({ id }) => id),
    traces: compared.map(({ action, locators }) =>
      'target' in locators ? `${action.type} ${locators.target.name}` : action.type,
    ),
  };
}

/** Pure: what is missing, doubled, out of order or from nowhere. */
export function judge(logs: readonly VisitLog[], held: ReadonlyMap<string, Held>): Verdict {
  const verdict: Verdict = {
    interactionsDone: 0,
    interactionsLost: 0,
    archivesLost: 0,
    duplicates: 0,
    unacknowledged: { done: 0, arrived: 0 },
    whilePaused: 0,
    faults: [],
  };
  const told = new Map(logs.map((log) => [log.sessionId, log]));
  for (const log of logs) {
    const certain = log.certain();
    verdict.interactionsDone += certain.length;
    const archive = held.get(log.sessionId);
    if (archive === undefined) {
      verdict.archivesLost++;
      verdict.interactionsLost += certain.length;
      verdict.faults.push(`${log.sessionId} is not there. ${log.story.join('; ')}`);
      continue;
    }
    const there = new Set(archive.traces);
    const missing = certain.filter((trace) => !there.has(trace));
    const surplus = archive.traces.length - there.size;
    const paused = log.whilePaused();
    const open = log.done().filter((trace) => !certain.includes(trace) && !paused.includes(trace));
    verdict.interactionsLost += missing.length;
    verdict.duplicates += surplus;
    verdict.whilePaused += paused.length;
    verdict.unacknowledged.done += open.length;
    verdict.unacknowledged.arrived += open.filter((trace) => there.has(trace)).length;
    const inOrder = log.done().filter((trace) => there.has(trace));
    if (missing.length + surplus > 0 || inOrder.join() !== archive.traces.join()) {
      verdict.faults.push(
        `${log.sessionId}: missing ${JSON.stringify(missing)}; done ${JSON.stringify(log.done())}; ` +
          `there ${JSON.stringify(archive.traces)}. ${log.story.join('; ')}`,
      );
    }
  }
  const ids = [...held.values()].flatMap((archive) => archive.ids);
  verdict.duplicates += ids.length - new Set(ids).size;
  for (const id of held.keys()) if (!told.has(id)) verdict.faults.push(`${id} is there, and nobody recorded it`);
  return verdict;
}

/** Files that nothing points at: half-written objects, and parts of uploads that are stored already. */
async function leftovers(dataDir: string): Promise<string[]> {
  const names = await readdir(join(dataDir, 'store'), { recursive: true });
  const parts = await readdir(join(dataDir, 'incoming')).catch(() => []);
  return [...names.filter((name) => name.endsWith('~')), ...parts];
}
