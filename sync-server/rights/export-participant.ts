import { Readable } from 'node:stream';
import type { ArchiveStore } from '../archive-store.ts';
import type { Database } from '../database.ts';
import { tokenName } from '../auth/make-token.ts';
import { bringAllBack, isComingBack } from '../storage/bring-back.ts';
import { openArchive } from '../storage/open-archive.ts';
import { type ZipMember, zipStream } from './zip-stream.ts';

type ExportDeps = { database: Database; store: Pick<ArchiveStore, 'getStream' | 'tiers'>; now: () => number };

/**
 * Everything that is held about a participant: `about-me.json`, and each archive byte for byte as it was sent. Throws
 * ARCHIVE_COLD while some are on their way from cold storage.
 */
export async function exportParticipant(deps: ExportDeps, participantId: string): Promise<ReadableStream<Uint8Array>> {
  const sessions = await deps.database
    .selectFrom('sessions')
    .select('id')
    .where('participant_id', '=', participantId)
    .execute();
  // Half of an export would look like a whole one.
  const readyAt = await bringAllBack(
    deps,
    sessions.map(({ id }) => id),
  );
  if (readyAt !== 0) throw isComingBack(readyAt, deps.now());
  // Node's type of web streams differs from the DOM's in name only.
  return Readable.toWeb(Readable.from(zipStream(members(deps, participantId)))) as ReadableStream<Uint8Array>;
}

async function* members({ database, store, now }: ExportDeps, participantId: string): AsyncGenerator<ZipMember> {
  const about = await aboutParticipant(database, participantId);
  const text = JSON.stringify({ exportedAt: now(), ...about }, undefined, 2);
  yield { path: 'about-me.json', content: [Buffer.from(text)] };
  for (const { id } of about.sessions) {
    const archive = await database
      .selectFrom('archives')
      .select('object_key')
      .where('session_id', '=', id)
      .executeTakeFirst();
    // Erased since it was listed.
    if (archive === undefined) continue;
    const content = await openArchive({ database, store, now }, archive.object_key);
    yield { path: `sessions/${id}.codesight.zip`, content: content as AsyncIterable<Buffer> }; // no encoding was asked for
  }
}

async function aboutParticipant(database: Database, participantId: string) {
  const of = <Column extends string>(column: Column) => [column, '=', participantId] as const;
  const participant = await database
    .selectFrom('participants')
    .select(['id', 'created_at', 'withdrawn_at', 'consent'])
    .where(...of('id'))
    .executeTakeFirstOrThrow();
  const consents = await database
    .selectFrom('consents')
    .select(['at', 'device_at', 'act', 'purposes', 'version', 'text_sha256', 'language'])
    .where(...of('participant_id'))
    .orderBy('id')
    .execute();
  const tokens = await database
    .selectFrom('tokens')
    .select(['sha256', 'label', 'created_at', 'expires_at', 'revoked_at'])
    .where(...of('participant_id'))
    .execute();
  const sessions = await database
    .selectFrom('sessions')
    .innerJoin('archives', 'archives.session_id', 'sessions.id')
    .selectAll('sessions')
    .select(['archives.sha256', 'archives.bytes', 'archives.received_at'])
    .where(...of('sessions.participant_id'))
    .orderBy('sessions.started_at')
    .execute();
  const datasets = await database
    .selectFrom('dataset_sessions')
    .innerJoin('sessions', 'sessions.id', 'dataset_sessions.session_id')
    .select(['dataset_id', 'session_id', 'split'])
    .where(...of('sessions.participant_id'))
    .execute();
  const names = tokens.map(({ sha256 }) => tokenName(sha256));
  const acts = await database
    .selectFrom('audit_log')
    .select(['at', 'actor', 'act', 'subject', 'details'])
    .where((where) =>
      where.or([
        where('subject', 'in', [participantId, ...sessions.map(({ id }) => id)]),
        ...(names.length === 0 ? [] : [where('actor', 'in', names)]),
      ]),
    )
    .orderBy('id')
    .execute();
  // Who else acted is their business; that somebody did, and what, is the participant's.
  const shown = acts.map((act) => ({ ...act, actor: names.includes(act.actor) ? act.actor : 'somebody else' }));
  const devices = tokens.map(({ sha256, ...token }) => ({ name: tokenName(sha256), ...token }));
  return { participant, consents, devices, sessions, datasets, log: shown };
}
