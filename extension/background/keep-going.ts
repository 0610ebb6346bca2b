import { privateMemory } from '../browser/private-values.ts';
import { takeLeftBehind } from '../browser/left-behind.ts';
import { readStored } from '../browser/stored.ts';
import { oneAtATime } from '../record/one-at-a-time.ts';
import { tend } from '../record/tend.ts';
import { findDueArchives, forgetConfirmed, holdWaiting } from '../store/archives.ts';
import type { Database } from '../store/database.ts';
import { addInteractions, settleInteraction } from '../store/interactions.ts';
import { findUndecided } from '../store/rights.ts';
import { findScreening } from '../sync/rights-client.ts';
import { findUpload, sendArchive, type ServerAccess, SyncError } from '../sync/server-client.ts';
import { uploadArchives } from '../sync/upload-archives.ts';
import type { Workshop } from '../workers/workshop.ts';
import { loseAccess } from './lose-access.ts';
import type { OpenRecording } from './open-recording.ts';
import { reportError } from './report-error.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
const SCREENED_SOON_MS = 2 * 60 * 1000;
const DECIDED_BY_PEOPLE_MS = 60 * 60 * 1000;

/** Does whatever waits to be done, one round at a time; called by alarms, at start-up, and after each command. */
export function keepGoing(
  database: Database,
  workshop: Workshop,
  { recording, mayUpload }: { recording: OpenRecording; mayUpload: () => Promise<boolean> },
): () => Promise<void> {
  const round = oneAtATime(async () => {
    await recording.publish();
    await tend({
      now: () => Date.now(),
      random: () => Math.random(),
      takeLeftBehind: () =>
        takeLeftBehind({
          add: (batch) => addInteractions(database, batch, null),
          settle: (interactionId, settled) => settleInteraction(database, interactionId, settled),
        }),
      sessionsIn: (phase) => database.sessions.where({ phase }).toArray(),
      finish: () => recording.finish(),
      seal: async (sessionId) => workshop.sealSession({ sessionId, values: await privateMemory.read(sessionId) }),
      changeSession: (sessionId, change) => database.sessions.update(sessionId, change),
      upload: async () => {
        if (await mayUpload()) await upload(database);
      },
      forgetPrivate: (sessionIds) => privateMemory.forgetAllBut(sessionIds),
      forgetConfirmed: async () => {
        const { keepConfirmedDays } = await readStored('settings');
        await forgetConfirmed(database, Date.now() - keepConfirmedDays * DAY_MS);
      },
    });
  });
  return () => round().catch((error: unknown) => reportError('keep going', error));
}

/** Without an enrolment archives just wait; without a consent nothing leaves, but what was sent is still confirmed. */
async function upload(database: Database): Promise<void> {
  const participant = await readStored('participant');
  if (!participant) return;
  const lost = await readStored('lostAccess');
  if (lost !== null) return await holdWaiting(database, lost.reason);
  await uploadArchives({
    due: async () => {
      const due = await findDueArchives(database, Date.now());
      return (await readStored('consent')) === null ? due.filter(({ state }) => state === 'accepted') : due;
    },
    change: (sessionId, change) => database.archives.update(sessionId, change),
    findUpload: async (sessionId) => {
      await refuseUntold();
      return findUpload(participant, sessionId);
    },
    send: async (archive, offset) => {
      await refuseUntold();
      return sendArchive(participant, archive, offset);
    },
    accessLost: (reason) => loseAccess(database, participant.token, reason),
    now: () => Date.now(),
    random: () => Math.random(),
  });
  await askAboutScreening(database, participant);
}

/** Somebody may withdraw while archives are being sent: the next one waits until the server knows. */
async function refuseUntold(): Promise<void> {
  if ((await readStored('duties')).length === 0) return;
  throw new SyncError('A withdrawal has to reach the server first.', 'later');
}

/** Once a while: what the server had found, and an administrator may have decided since. */
async function askAboutScreening(database: Database, access: ServerAccess): Promise<void> {
  const now = Date.now();
  const undecided = { unscanned: now - SCREENED_SOON_MS, quarantined: now - DECIDED_BY_PEOPLE_MS };
  for (const sessionId of await findUndecided(database, undecided)) {
    try {
      const screening = await findScreening(access, sessionId);
      await database.archives.update(sessionId, { screening, screenedAt: now });
    } catch (error) {
      // It can wait: the next round asks again.
      if (error instanceof SyncError) return;
      throw error;
    }
  }
}
