import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Transaction } from 'kysely';
import { KnownError } from '../../shared/errors.ts';
import { BrokenFile } from '../archive-store.ts';
import { recordAct } from '../audit/record-act.ts';
import type { Tables } from '../database.ts';
import { addConsent } from '../rights/consents.ts';
import type { AcceptDeps } from './accept-archive.ts';
import { checkWillingness, refuseTombstone, Withdrawn } from './check-willingness.ts';
import { copyObject } from './copy-object.ts';
import { findReceipt } from './find-receipt.ts';
import { holdObject, type Mark, type Unheld } from './hold-object.ts';
import { type Incoming, insertRows, type KeepDeps, Overtaken } from './keep-archive.ts';
import { type ObjectName, readObjectKey } from './object-key.ts';
import type { VerifiedArchive } from './verify-archive.ts';

export type AdoptDeps = KeepDeps & Pick<AcceptDeps, 'verify' | 'screen'> & { workFolder: string };

export type AdoptOrder = {
  objectKey: string;
  mark: Mark;
  /** When it arrived, where that is known. */
  receivedAt?: number;
  /** Whose it is when it names nobody. */
  participantId?: string | undefined;
  /** What to do with a session of somebody whom this database does not know: `make` makes them anew, under their id. */
  strangers?: 'leave' | 'make';
  /** `look` changes nothing, and says what would be done. */
  mode?: 'adopt' | 'look';
};

/**
 * Why an object is left as it is. `unwanted`: its session or participant was erased. `withdrawn`: its participant has
 * withdrawn consent, before it was stored or after. `unfit`: it is not an archive that this server would take in.
 * `unclaimed`: nobody is known whose it could be. `cold`: it was asked back from cold storage. `gone`: it is not there
 * any more. `busy`: somebody else is deciding about it.
 */
export type WhyLeft = 'unwanted' | 'withdrawn' | 'unfit' | 'unclaimed' | 'cold' | 'gone' | 'busy';

export type Adoption =
  | { result: 'adopted' | 'there already'; sessionId: string }
  | { result: 'left'; why: WhyLeft; words: string };

/**
 * Gives an object its rows back that lies in the store without any: of a database that was put back from a backup, or of
 * a process that died. It goes through all that an archive goes through which a device sends, under the key that it has,
 * and is written by one transaction: killed at any moment, it is an object without rows as before. Nothing is deleted.
 * Throws what may pass (UNAVAILABLE); trying again is harmless.
 */
export async function adoptArchive(deps: AdoptDeps, order: AdoptOrder): Promise<Adoption> {
  try {
    return await adopt(deps, order);
  } catch (error) {
    const why = whyLeft(error);
    if (why === undefined || !(error instanceof Error)) throw error;
    return { result: 'left', why, words: error.message };
  }
}

class Left extends Error {
  override readonly name = 'Left';
  readonly why: WhyLeft;
  constructor(why: WhyLeft, words: string) {
    super(words);
    this.why = why;
  }
}

const reasons: Readonly<Record<string, WhyLeft>> = {
  ERASED: 'unwanted',
  ARCHIVE_INVALID: 'unfit',
  ARCHIVE_VERSION_UNKNOWN: 'unfit',
  ARCHIVE_COLD: 'cold',
  NOT_FOUND: 'gone',
};

function whyLeft(error: unknown): WhyLeft | undefined {
  if (error instanceof Left) return error.why;
  if (error instanceof Withdrawn) return 'withdrawn';
  if (error instanceof BrokenFile) return 'unfit';
  if (error instanceof Overtaken) return 'busy';
  return error instanceof KnownError ? reasons[error.code] : undefined;
}

async function adopt(deps: AdoptDeps, order: AdoptOrder): Promise<Adoption> {
  const { database } = deps;
  const name = readObjectKey(order.objectKey);
  if (name === undefined) throw new Left('unfit', 'Its name is not that of an archive.');
  const { sessionId } = name;
  await refuseTombstone(database, sessionId);
  const stored = await findReceipt(database, sessionId);
  if (stored?.archiveSha256 === name.sha256) return { result: 'there already', sessionId };
  if (stored !== undefined) throw new Left('unfit', 'Another archive is stored of its session, and is never replaced.');
  const folder = await mkdtemp(join(deps.workFolder, 'adopt-'));
  try {
    const path = join(folder, 'archive.zip');
    const { sha256, bytes } = await copyObject(deps, order, path);
    if (sha256 !== name.sha256) throw new Left('unfit', 'Its content has another SHA-256 than its name says.');
    const archive = await deps.verify(path);
    const { participantId, isStranger } = await findOwner(deps, archive, { name, order });
    if (order.mode !== 'look') {
      const incoming = { path, bytes, sha256, participantId, archive, scan: await deps.screen(path) };
      await keep(deps, order, { incoming, receivedAt: order.receivedAt ?? arrivalOf(archive, name, deps.now()) });
    } else if (!isStranger) {
      await database.transaction().execute((look) => checkWillingness(look, { participantId, archive }));
    }
    return { result: 'adopted', sessionId };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function findOwner(
  { database }: AdoptDeps,
  { manifest }: VerifiedArchive,
  { name, order }: { name: ObjectName; order: AdoptOrder },
): Promise<{ participantId: string; isStranger: boolean }> {
  const { sessionId, participantId } = manifest.session;
  if (sessionId !== name.sessionId) throw new Left('unfit', `It holds the session ${sessionId}, not that of its name.`);
  const owner = participantId ?? order.participantId;
  if (owner === undefined) {
    throw new Left('unclaimed', 'It names no participant: it was recorded before its device joined. Say whose it is.');
  }
  await refuseTombstone(database, owner);
  const found = await database.selectFrom('participants').select('id').where('id', '=', owner).executeTakeFirst();
  // Only what the archive itself says is believed of somebody unknown.
  if (found === undefined && (order.strangers !== 'make' || participantId === null)) {
    throw new Left('unclaimed', `There is no participant ${owner} here.`);
  }
  return { participantId: owner, isStranger: found === undefined };
}

/** By the consent under which they recorded; its moment is before any withdrawal of it. Harmless when they are there. */
async function ensureParticipant(transaction: Transaction<Tables>, incoming: Incoming, at: number): Promise<void> {
  const { participantId, archive } = incoming;
  const { consent } = archive.session;
  const made = await transaction
    .insertInto('participants')
    .values({ id: participantId, created_at: at, consent: JSON.stringify(consent), withdrawn_at: null })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .returning('id')
    .executeTakeFirst();
  if (made === undefined) return;
  await addConsent(transaction, { participantId, consent, at: Math.round(consent.grantedAt) });
  await recordAct(transaction, { at, actor: 'system', act: 'adopt-participant', subject: participantId });
}

/**
 * The name tells the month, and the session cannot have arrived before it ended: the first moment that fits both, so
 * that nothing is kept longer than its retention promises.
 */
function arrivalOf({ manifest }: VerifiedArchive, { month }: ObjectName, now: number): number {
  return Math.max(month.from, Math.min(Math.round(manifest.session.endedAt), month.to - 1, now));
}

const unheld: Readonly<Record<Unheld, Left>> = {
  known: new Left('busy', 'An archive has come to stand on it meanwhile.'),
  busy: new Left('busy', 'Somebody else is storing it or deciding about it.'),
  leaving: new Left('unwanted', 'It is being erased.'),
};

async function keep(
  deps: AdoptDeps,
  { objectKey, mark, strangers }: AdoptOrder,
  { incoming, receivedAt }: { incoming: Incoming; receivedAt: number },
): Promise<void> {
  const hold = await holdObject(deps, { objectKey, mark }, async (transaction) => {
    // Held, nobody can delete it any more; it may have been deleted since it was read.
    const there = (await deps.store.size(objectKey)) === incoming.bytes;
    if (!there) throw new Left('gone', 'It was removed while it was read.');
    if (strangers === 'make') await ensureParticipant(transaction, incoming, deps.now());
    await insertRows(deps, transaction, { incoming, objectKey, receivedAt });
    const subject = incoming.archive.manifest.session.sessionId;
    const details = { participantId: incoming.participantId, sha256: incoming.sha256, receivedAt };
    await recordAct(transaction, { at: deps.now(), actor: 'system', act: 'adopt-archive', subject, details });
  });
  if (hold !== 'held') throw unheld[hold];
}
