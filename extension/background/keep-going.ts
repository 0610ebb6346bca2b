import { privateMemory } from '../browser/private-values.ts';
import { takeLeftBehind } from '../browser/left-behind.ts';
import { unstored } from '../browser/unstored.ts';
import type { State } from '../../shared/interactions/state.ts';
import { readStored } from '../browser/stored.ts';
import { oneAtATime } from '../record/one-at-a-time.ts';
import type { PrivateValues } from '../record/private-values.ts';
import { tend } from '../record/tend.ts';
import { forgetConfirmed } from '../store/archives.ts';
import type { Database } from '../store/database.ts';
import { addInteractions, settleInteraction } from '../store/interactions.ts';
import type { Workshop } from '../workers/workshop.ts';
import type { keepBounds } from './keep-bounds.ts';
import { requireDisk } from './measure-room.ts';
import type { OpenRecording } from './open-recording.ts';
import { rememberOwed } from './private-values-of.ts';
import { giveSignOfLife, recoverSessions } from './recover-sessions.ts';
import { reportError } from './report-error.ts';
import type { Sending } from './send-archives.ts';
import type { Telling } from './tell-servers.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

type KeepGoingDeps = {
  recording: OpenRecording;
  privateValues: PrivateValues;
  bounds: Pick<ReturnType<typeof keepBounds>, 'removeOwed'>;
  sending: Sending;
  telling: Telling;
};

/** Does whatever waits to be done, one round at a time; called by alarms, at start-up, and after each command. */
export function keepGoing(
  database: Database,
  workshop: Workshop,
  { recording, privateValues, bounds, sending, telling }: KeepGoingDeps,
): () => Promise<void> {
  const round = oneAtATime(async () => {
    await requireDisk();
    // What cannot be recovered now, for want of room say, must not keep back what makes room.
    await recoverSessions(database).catch((error: unknown) => reportError('recover sessions', error));
    await giveSignOfLife(database);
    await recording.publish().catch((error: unknown) => reportError('tell the pages', error));
    await rememberOwed(privateValues).catch((error: unknown) => reportError('remember what was learned', error));
    await tend({
      now: () => Date.now(),
      random: () => Math.random(),
      async takeLeftBehind() {
        const settle = (interactionId: string, settled: State): Promise<void> =>
          settleInteraction(database, interactionId, settled);
        // Nothing of a private page is sealed.
        await bounds.removeOwed();
        // First what tells the tab that it is of.
        await unstored.take({ add: (batch, from) => addInteractions(database, batch, from), settle });
        await takeLeftBehind({ add: (batch) => addInteractions(database, batch, null), settle });
      },
      sessionsIn: (...phases) => database.sessions.where('phase').anyOf(phases).toArray(),
      finish: () => recording.finish(),
      seal: async (sessionId) => workshop.sealSession({ sessionId, values: await privateMemory.read(sessionId) }),
      changeSession: (sessionId, change) => database.sessions.update(sessionId, change),
      upload: async () => {
        // A former study's server that does not answer must not keep the present one waiting.
        await Promise.all([telling.tellFormer(), telling.tell().then((told) => (told ? sending.round() : undefined))]);
      },
      privateHeld: () => privateMemory.held(),
      forgetPrivate: (sessionIds) => privateMemory.forget(sessionIds),
      forgetConfirmed: async () => {
        const { keepConfirmedDays } = await readStored('settings');
        await forgetConfirmed(database, Date.now() - keepConfirmedDays * DAY_MS);
      },
    });
  });
  return () => round().catch((error: unknown) => reportError('keep going', error));
}
