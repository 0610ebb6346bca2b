import { privateMemory } from '../browser/private-values.ts';
import { takeLeftBehind } from '../browser/left-behind.ts';
import { readStored } from '../browser/stored.ts';
import { oneAtATime } from '../record/one-at-a-time.ts';
import { tend } from '../record/tend.ts';
import { findDueArchives, forgetConfirmed } from '../store/archives.ts';
import type { Database } from '../store/database.ts';
import { addInteractions, settleInteraction } from '../store/interactions.ts';
import { findUpload, sendArchive } from '../sync/server-client.ts';
import { uploadArchives } from '../sync/upload-archives.ts';
import type { Workshop } from '../workers/workshop.ts';
import type { OpenRecording } from './open-recording.ts';
import { reportError } from './report-error.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

/** Does whatever waits to be done, one round at a time; called by alarms, at start-up, and after each command. */
export function keepGoing(database: Database, workshop: Workshop, recording: OpenRecording): () => Promise<void> {
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
      upload: () => upload(database),
      forgetPrivate: (sessionIds) => privateMemory.forgetAllBut(sessionIds),
      forgetConfirmed: async () => {
        const { keepConfirmedDays } = await readStored('settings');
        await forgetConfirmed(database, Date.now() - keepConfirmedDays * DAY_MS);
      },
    });
  });
  return () => round().catch((error: unknown) => reportError('keep going', error));
}

/** Without an enrolment archives just wait. */
async function upload(database: Database): Promise<void> {
  const participant = await readStored('participant');
  if (!participant) return;
  await uploadArchives({
    due: () => findDueArchives(database, Date.now()),
    change: (sessionId, change) => database.archives.update(sessionId, change),
    findUpload: (sessionId) => findUpload(participant, sessionId),
    send: (archive, offset) => sendArchive(participant, archive, offset),
    now: () => Date.now(),
    random: () => Math.random(),
  });
}
