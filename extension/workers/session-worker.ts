import { expose } from 'comlink';
import { judgeSession } from '../../shared/judge-session.ts';
import { sealSession } from '../seal/seal-session.ts';
import { openDatabase } from '../store/database.ts';
import { readDeltas, readPicture, readRecordedSession } from '../store/recorded-session.ts';
import { putArchive } from '../store/archives.ts';

const database = openDatabase();

const api = {
  /** Renews the live judgement of a session that is being recorded. */
  async judge(sessionId: string): Promise<void> {
    const recorded = await readRecordedSession(database, sessionId);
    const { outcome, quality } = judgeSession({ ...recorded.session, interactions: recorded.interactions });
    const judgement = { outcome, quality, interactions: recorded.interactions.length, judgedAt: Date.now() };
    await database.sessions.update(sessionId, { judgement });
  },

  /** Turns a finished session into an archive in the outbox; a session that is sealed already is left as it is. */
  async seal(sessionId: string): Promise<void> {
    const recorded = await readRecordedSession(database, sessionId);
    await sealSession(sessionId, {
      read: async () => recorded,
      readDeltas: () => readDeltas(database, sessionId),
      readPicture: (sha256) => readPicture(database, sessionId, sha256),
      store: (archive, judged) =>
        putArchive(database, archive, { ...judged, judgedAt: Date.now() }, recorded.interactions.length),
      now: () => Date.now(),
    });
  },
};

export type SessionWorker = typeof api;
expose(api);
