import type { Transaction } from 'kysely';
import {
  checkCounts,
  type CheckCounts,
  type CheckReason,
  type FindingKind,
  type StorageFinding,
} from '../../shared/api/storage.ts';
import { newId } from '../../shared/new-id.ts';
import { type ArchiveStore, BrokenFile } from '../archive-store.ts';
import { recordAct } from '../audit/record-act.ts';
import type { Database, Tables } from '../database.ts';
import { checkStorage, deleteOrphan, forgetArchive } from '../ingest/check-storage.ts';
import { recallConsents } from '../rights/recall-consents.ts';
import { recallErasures } from '../rights/recall-erasures.ts';
import { checkDatasets } from './check-datasets.ts';
import { verifyArchives, type VerifyLimits } from './verify-archives.ts';

export type CheckDeps = { database: Database; store: ArchiveStore; now: () => number };

/** What to do about it; nothing is done that was not asked for. */
type Repair = {
  /** Deletes the orphans. Not after the database was put back from a backup: then they are what it has forgotten. */
  deleteOrphans?: boolean;
  /** Deletes the rows of the missing: their devices then hear that nothing is stored, and send them again. */
  forgetMissing?: boolean;
};

export type CheckOrder = {
  reason: CheckReason;
  /** Whose doing it was, for the audit log. */
  actor?: string;
  verify: VerifyLimits;
  /** Leftovers that are younger belong to somebody who is at work. */
  leftoversOlderThanMs: number;
  repair?: Repair;
};

/** Kept of each kind; the counts tell how many there are. */
const MOST_FINDINGS = 1_000;
const KEEP_CHECKS_MS = 90 * 24 * 60 * 60 * 1000;

/**
 * Compares the store with the database both ways, clears what is nobody's, reads some archives to the last byte, and
 * writes down what was found, for the administrators and the audit log. It repairs only what it is asked to: what
 * stands on nothing may be what a database that was put back has forgotten. Erasures that it has forgotten are repeated;
 * consents and withdrawals too, but while there are orphans they wait for whoever adopts those (adopt-orphans.ts): what
 * was confirmed before somebody withdrew would be refused after it.
 */
export async function checkStore(
  deps: CheckDeps,
  order: CheckOrder,
): Promise<{ counts: CheckCounts; findings: StorageFinding[] }> {
  const { store, now } = deps;
  const begunAt = now();
  // First of all: what was erased is nothing to compare.
  const { unreadable } = await recallErasures(deps);
  const leftovers = await store.removeLeftovers(begunAt - order.leftoversOlderThanMs);
  const { objects, archives, orphans, missing } = await checkStorage(deps);
  const consentsWait = orphans.length > 0;
  const consents = await recallConsents(deps, consentsWait ? 'look' : 'recall');
  const { verified, damaged } = await verifyArchives(deps, order.verify);
  const unfit: StorageFinding[] = [];
  for (const key of missing) unfit.push(await describe(store, key));
  const known = new Set(missing);
  const ofArchives: StorageFinding[] = [
    ...unfit,
    ...damaged
      .filter(({ objectKey }) => !known.has(objectKey))
      .map(({ objectKey, words }) => ({ kind: 'damaged' as const, objectKey, sessionId: null, words })),
  ];
  const stray = orphans.map((objectKey) => ({
    kind: 'orphan' as const,
    objectKey,
    sessionId: null,
    words: 'No archive stands on it.',
  }));
  const notes = [...unreadable, ...consents.unreadable].map((one) => ({
    kind: 'damaged' as const,
    sessionId: null,
    ...one,
  }));
  const ofDatasets = await checkDatasets(deps);
  const findings = [...ofArchives, ...notes, ...stray, ...ofDatasets];
  const count = (kind: FindingKind) => findings.filter((one) => one.kind === kind).length;
  const counts: CheckCounts = {
    objects,
    archives,
    verified,
    missing: count('missing'),
    damaged: count('damaged'),
    orphans: count('orphan'),
    leftovers,
    consentsWaiting: consentsWait ? consents.recalled : 0,
  };
  await deps.database
    .transaction()
    .execute((transaction) => keep(transaction, { order, begunAt, counts, findings, at: now() }));
  const strayFiles = ofDatasets.filter(({ kind }) => kind === 'orphan').map(({ objectKey }) => objectKey);
  await repair(deps, order, {
    orphans: [...orphans, ...strayFiles],
    unfit: ofArchives.map(({ objectKey }) => objectKey),
  });
  return { counts, findings };
}

async function describe(store: ArchiveStore, objectKey: string): Promise<StorageFinding> {
  try {
    const size = await store.size(objectKey);
    return size === undefined
      ? { kind: 'missing', objectKey, sessionId: null, words: 'There is no such object.' }
      : {
          kind: 'damaged',
          objectKey,
          sessionId: null,
          words: `It has ${size} bytes, and that is not what was received.`,
        };
  } catch (error) {
    if (!(error instanceof BrokenFile)) throw error;
    return { kind: 'damaged', objectKey, sessionId: null, words: error.message };
  }
}

type Kept = { order: CheckOrder; begunAt: number; counts: CheckCounts; findings: StorageFinding[]; at: number };

/** The findings of the check before are replaced: what is still so is found again. */
async function keep(transaction: Transaction<Tables>, { order, begunAt, counts, findings, at }: Kept): Promise<void> {
  const id = newId(at);
  await transaction.deleteFrom('storage_findings').execute();
  const kept = new Map<FindingKind, number>();
  for (const { kind, objectKey, words } of findings) {
    const before = kept.get(kind) ?? 0;
    kept.set(kind, before + 1);
    if (before >= MOST_FINDINGS) continue;
    const archive = await transaction
      .selectFrom('archives')
      .select('session_id')
      .where('object_key', '=', objectKey)
      .executeTakeFirst();
    // Erased since it was looked at: then nothing of it may stay here.
    if (archive === undefined && kind !== 'orphan' && objectKey.startsWith('archives/')) continue;
    const session_id = archive?.session_id ?? null;
    await transaction
      .insertInto('storage_findings')
      .values({ object_key: objectKey, kind, session_id, found_at: at, words })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }
  await transaction
    .insertInto('storage_checks')
    .values({ id, begun_at: begunAt, finished_at: at, reason: order.reason, counts: JSON.stringify(counts) })
    .execute();
  await transaction
    .deleteFrom('storage_checks')
    .where('finished_at', '<', at - KEEP_CHECKS_MS)
    .execute();
  const details = { reason: order.reason, ...counts };
  await recordAct(transaction, { at, actor: order.actor ?? 'system', act: 'check-storage', subject: 'store', details });
}

async function repair(
  deps: CheckDeps,
  { repair: wish, actor = 'system' }: CheckOrder,
  { orphans, unfit }: { orphans: string[]; unfit: string[] },
): Promise<void> {
  if (wish?.deleteOrphans === true) for (const objectKey of orphans) await deleteOrphan(deps, objectKey, actor);
  if (wish?.forgetMissing === true) for (const objectKey of unfit) await forgetArchive(deps, objectKey);
}

export type LastCheck = {
  last: { begunAt: number; finishedAt: number; reason: CheckReason; counts: CheckCounts } | null;
  findings: StorageFinding[];
};

/** The last check, and what it found; of each kind the first thousand at most. */
export async function readLastCheck(database: Database): Promise<LastCheck> {
  const row = await database
    .selectFrom('storage_checks')
    .selectAll()
    .orderBy('finished_at', 'desc')
    .orderBy('id', 'desc')
    .executeTakeFirst();
  if (row === undefined) return { last: null, findings: [] };
  const rows = await database
    .selectFrom('storage_findings')
    .selectAll()
    .orderBy('kind')
    .orderBy('object_key')
    .execute();
  const findings = rows.map((one) => ({
    kind: one.kind,
    objectKey: one.object_key,
    sessionId: one.session_id,
    words: one.words,
  }));
  const { begun_at: begunAt, finished_at: finishedAt, reason, counts } = row;
  // Checks of earlier releases have counted less.
  return { last: { begunAt, finishedAt, reason, counts: checkCounts.parse(counts) }, findings };
}
