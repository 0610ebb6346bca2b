import type { Insertable, Transaction } from 'kysely';
import type { Receipt } from '../../shared/api/receipt.ts';
import { KnownError } from '../../shared/errors.ts';
import type { Session } from '../../shared/session/session.ts';
import type { ArchiveStore } from '../archive-store.ts';
import { recordAct } from '../audit/record-act.ts';
import type { Database, Tables } from '../database.ts';
import type { Scan } from '../screen/scan-archive.ts';
import { checkWillingness } from './check-willingness.ts';
import { findReceipt } from './find-receipt.ts';
import { objectKeyOf } from './object-key.ts';
import type { VerifiedArchive } from './verify-archive.ts';

export type KeepDeps = {
  database: Database;
  store: ArchiveStore;
  now: () => number;
  /** Has an archive looked through that there was no time for, if and when the transaction commits. */
  screenLater(sessionId: string, transaction: Transaction<Tables>): Promise<void>;
};

/** A verified archive on this disk, whose it is, and what looking for personal data in it has come to. */
export type Incoming = {
  path: string;
  bytes: number;
  sha256: string;
  participantId: string;
  archive: VerifiedArchive;
  scan: Scan;
};

/**
 * Makes the archive durable in the store, then in the database, then speaks: a receipt never names what could still
 * be lost. The intention is written down first, so that an object without a row is found again (clear-unfinished.ts).
 * Throws CONFLICT when this session is there with other content, and ERASED when its participant withdrew meanwhile.
 */
export async function keepArchive(deps: KeepDeps, incoming: Incoming): Promise<Receipt> {
  const { database, store, now } = deps;
  const { sessionId } = incoming.archive.manifest.session;
  const receivedAt = now();
  const objectKey = objectKeyOf({ sessionId, sha256: incoming.sha256, receivedAt });
  await database
    .insertInto('pending_objects')
    .values({ object_key: objectKey, begun_at: receivedAt, participant_id: incoming.participantId })
    .onConflict((conflict) => conflict.column('object_key').doUpdateSet({ begun_at: receivedAt }))
    .execute();
  try {
    await store.put(objectKey, incoming.path, incoming);
    await database
      .transaction()
      .execute((transaction) => insertRows(deps, transaction, { incoming, objectKey, receivedAt }));
  } catch (error) {
    await forgetObject(deps, objectKey);
    if (!(error instanceof Overtaken)) throw error;
    const stored = await findReceipt(database, sessionId);
    if (stored !== undefined) return sameOrConflict(stored, incoming);
    throw new KnownError('UNAVAILABLE', 'Storing took too long. Send it again.', { cause: error, retryAfterS: 5 });
  }
  return {
    receipt: 'codesight',
    sessionId,
    archiveSha256: incoming.sha256,
    bytes: incoming.bytes,
    storedAt: receivedAt,
    verdict: incoming.archive.qualityReport.verdict,
    screening: incoming.scan.state,
    duplicate: false,
  };
}

/** Another request was faster with this session, or ours was so slow that its object was cleared away. */
export class Overtaken extends Error {
  override readonly name = 'Overtaken';
}

export type Stored = Receipt & { participantId: string | null };

/** The receipt of an archive that is there, for one that is the same. Throws CONFLICT for any other. */
export function sameOrConflict(stored: Stored, offered: { sha256: string; participantId: string }): Receipt {
  const { participantId, ...receipt } = stored;
  if (participantId === offered.participantId && receipt.archiveSha256 === offered.sha256) return receipt;
  throw new KnownError('CONFLICT', 'Another archive is stored under this session id, and it is never replaced.');
}

export type ArchiveRows = { incoming: Incoming; objectKey: string; receivedAt: number };

/**
 * Writes the rows of an archive whose object is in the store, and takes the object's mark away. Throws Overtaken when
 * there is none, or the session is there, and what checkWillingness throws.
 */
export async function insertRows(
  { screenLater }: Pick<KeepDeps, 'screenLater'>,
  transaction: Transaction<Tables>,
  { incoming, objectKey, receivedAt }: ArchiveRows,
): Promise<void> {
  const { manifest } = incoming.archive;
  // Whoever withdraws or erases takes this row first: what comes after that is refused, what came before is found.
  await checkWillingness(transaction, incoming);
  const { mark, kept } = await insertAtOnce(transaction, { incoming, objectKey, receivedAt });
  if (mark === null || kept === null) throw new Overtaken();
  await keepScan(transaction, incoming, receivedAt);
  if (incoming.scan.state === 'unscanned') await screenLater(manifest.session.sessionId, transaction);
}

async function keepScan(transaction: Transaction<Tables>, { archive, scan }: Incoming, at: number): Promise<void> {
  if (scan.state !== 'quarantined') return;
  const subject = archive.manifest.session.sessionId;
  const details = { kinds: [...new Set(scan.findings.map(({ kind }) => kind))] };
  await recordAct(transaction, { at, actor: 'system', act: 'quarantine-session', subject, details });
}

/**
 * All rows of an archive in one statement, each way to the database and back being a good part of what one costs.
 * @returns null for the `mark` that was gone, and for what was not `kept` because it was there
 */
async function insertAtOnce(transaction: Transaction<Tables>, { incoming, objectKey, receivedAt }: ArchiveRows) {
  const { manifest, session } = incoming.archive;
  const archive: Insertable<Tables['archives']> = {
    session_id: manifest.session.sessionId,
    sha256: incoming.sha256,
    bytes: incoming.bytes,
    received_at: receivedAt,
    object_key: objectKey,
    manifest: JSON.stringify(manifest),
  };
  await insertScenario(transaction, session.scenario, receivedAt);
  return transaction
    .with('mark', (begun) =>
      begun.deleteFrom('pending_objects').where('object_key', '=', objectKey).returning('object_key'),
    )
    .with('kept', (begun) =>
      begun
        .insertInto('sessions')
        .values(sessionRow(incoming))
        .onConflict((conflict) => conflict.column('id').doNothing())
        .returning('id'),
    )
    .with('stored', (begun) =>
      begun
        .insertInto('archives')
        .values(archive)
        .onConflict((conflict) => conflict.column('session_id').doNothing()),
    )
    .selectNoFrom((said) => [
      said.selectFrom('mark').select('object_key').as('mark'),
      said.selectFrom('kept').select('id').as('kept'),
    ])
    .executeTakeFirstOrThrow();
}

async function insertScenario(
  transaction: Transaction<Tables>,
  scenario: Session['scenario'],
  now: number,
): Promise<void> {
  if (scenario === null) return;
  const { id, title, category, difficulty } = scenario;
  await transaction
    .insertInto('scenarios')
    .values({ id, title, category, difficulty, first_seen_at: now })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute();
}

function sessionRow({ archive, participantId, scan }: Incoming): Insertable<Tables['sessions']> {
  const { session: summary } = archive.manifest;
  return {
    id: summary.sessionId,
    type: summary.type,
    participant_id: participantId,
    scenario_id: summary.scenarioId,
    consent_version: summary.consentVersion,
    started_at: summary.startedAt,
    ended_at: summary.endedAt,
    site: summary.sites[0] ?? null,
    sites: JSON.stringify(summary.sites),
    interactions: summary.interactions,
    steps: summary.steps,
    examples: summary.examples,
    pictures: summary.pictures,
    quality: summary.quality,
    verdict: summary.verdict,
    completed: summary.completed,
    extension_version: summary.extensionVersion,
    outcome: JSON.stringify(archive.outcome),
    quality_report: JSON.stringify(archive.qualityReport),
    screening: scan.state,
    findings: JSON.stringify(scan.findings),
  };
}

/**
 * Takes back what was begun, unless an archive has come to stand on it. Whoever holds the row of `pending_objects`
 * decides about the object: a request that is about to commit takes the row away, and then nothing is deleted here.
 */
export async function forgetObject(
  { database, store }: Pick<KeepDeps, 'database' | 'store'>,
  objectKey: string,
): Promise<void> {
  await database.transaction().execute(async (transaction) => {
    const mark = await transaction
      .selectFrom('pending_objects')
      .select('object_key')
      .where('object_key', '=', objectKey)
      .forUpdate()
      .executeTakeFirst();
    if (mark === undefined) return;
    const used = await transaction
      .selectFrom('archives')
      .select('session_id')
      .where('object_key', '=', objectKey)
      .executeTakeFirst();
    if (used === undefined) await store.delete(objectKey);
    await transaction.deleteFrom('pending_objects').where('object_key', '=', objectKey).execute();
  });
}
