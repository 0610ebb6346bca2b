import { expose } from 'comlink';
import { isAbsent } from '../../shared/interactions/absent.ts';
import type { Interaction } from '../../shared/interactions/interaction.ts';
import { judgeSession } from '../../shared/judge-session.ts';
import { sealSession } from '../seal/seal-session.ts';
import { openDatabase } from '../store/database.ts';
import type { NumberedValue } from '../../shared/privacy/private-value.ts';
import { regionOf } from '../../shared/privacy/region-of.ts';
import { gatherSecrets } from '../seal/gather-secrets.ts';
import { maskRecorded, textsOfRecorded } from '../seal/mask-recorded.ts';
import { repaintSession } from '../picture/repaint-session.ts';
import { readTermDigests } from '../store/private-terms.ts';
import { describeRows, readDeltas, readPicture, readRecordedSession, readRows } from '../store/recorded-session.ts';
import { putArchive } from '../store/archives.ts';
import type { Amendment } from '../messages.ts';
import { maskSession } from './mask-session.ts';
import { takeOut, type Codec } from './take-out.ts';
import { decodePicture } from '../picture/decode-picture.ts';
import { encodeWebp } from '../picture/encode-webp.ts';
import { webpCodec } from '../picture/webp-codec.ts';

const database = openDatabase();

/** As pictures are encoded when they are taken. */
const codec: Codec = { decode: decodePicture, encode: (pixels) => encodeWebp(pixels, webpCodec) };

// One after the other: each change is made of what the one before has left.
let last: Promise<unknown> = Promise.resolve();
function inTurn(work: () => Promise<void>): Promise<void> {
  const done = last.then(work, work);
  last = done;
  return done;
}

const api = {
  /** Renews the live judgement of a session that is being recorded. */
  async judge(sessionId: string): Promise<void> {
    const recorded = await readRecordedSession(database, sessionId);
    const { outcome, quality } = judgeSession({ ...recorded.session, interactions: recorded.interactions });
    const judgement = { outcome, quality, interactions: recorded.interactions.length, judgedAt: Date.now() };
    await database.sessions.update(sessionId, { judgement });
  },

  /** Takes out what the participant wants gone, and judges what is left. */
  async takeOut(amendment: Amendment): Promise<void> {
    await inTurn(() => takeOut(database, amendment, codec));
    await api.judge(amendment.sessionId);
  },

  async mask(sessionId: string, known: readonly NumberedValue[]): Promise<void> {
    await inTurn(() => maskSession(database, sessionId, known));
    await api.judge(sessionId);
  },

  /**
   * Turns a finished session into an archive in the outbox, masked and painted over by everything that it has learned
   * to be private; a session that is sealed already is left as it is.
   */
  async seal(sessionId: string, values: readonly NumberedValue[]): Promise<void> {
    const rows = await readRows(database, sessionId);
    const recorded = describeRows(rows);
    const texts = textsOfRecorded(recorded);
    for (const { texts: shown } of rows.frames)
      for (const pieces of shown ?? []) texts.add(pieces.map(({ text }) => text).join(''));
    const secrets = await gatherSecrets(values, await readTermDigests(database, sessionId), texts);
    const pictures = await repaintSession(
      {
        frames: rows.frames,
        deltas: await readDeltas(database, sessionId),
        readPicture: (sha256) => readPicture(database, sessionId, sha256),
      },
      { known: secrets.known, regionOfPage: regionsOf(recorded.interactions) },
    );
    const masked = maskRecorded(describeRows({ ...rows, frames: pictures.frames }), secrets);
    await sealSession(sessionId, {
      read: async () => masked,
      readDeltas: async () => pictures.deltas,
      readPicture: pictures.readPicture,
      store: (archive, judged) =>
        putArchive(database, archive, { ...judged, judgedAt: Date.now() }, recorded.interactions.length),
      now: () => Date.now(),
    });
  },
};

/** Where the pages of a session are from, by their ids. */
function regionsOf(interactions: readonly Interaction[]): (pageId: string | undefined) => string | undefined {
  const regions = new Map(
    interactions.map(({ pageId, context }) => [pageId, isAbsent(context) ? undefined : regionOf(context.page)]),
  );
  return (pageId) => (pageId === undefined ? undefined : regions.get(pageId));
}

export type SessionWorker = typeof api;
expose(api);
