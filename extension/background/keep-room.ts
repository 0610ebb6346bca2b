import { isStoreFailing } from '../storage-level.ts';
import type { Database } from '../store/database.ts';
import { findCurrentSession } from '../store/sessions.ts';
import { requireDisk, storageLevel } from './measure-room.ts';
import type { OpenRecording } from './open-recording.ts';
import { reportError } from './report-error.ts';
import { keepTrouble } from './test-recording.ts';

/** Ends what has no room: a session that records is paused, with the reason, before anything of it is lost. */
export function keepRoom(database: Database, recording: Pick<OpenRecording, 'pauseForRoom'>) {
  async function stopWhenFull(): Promise<void> {
    if ((await findCurrentSession(database))?.phase !== 'recording') return;
    if ((await storageLevel()) !== 'full') return;
    await requireDisk();
    await recording.pauseForRoom();
  }
  return {
    stopWhenFull: () => stopWhenFull().catch((error: unknown) => reportError('look for room', error)),

    /** What could not be written waits where it came from; the participant is told, and nothing more is added to it. */
    async notStored(cause: unknown): Promise<void> {
      if (!isStoreFailing(cause)) return;
      // Kept outside of the database, in which there is no room; there need not be any either.
      await keepTrouble({ kind: 'store', host: '' }).catch((failure: unknown) =>
        reportError('tell of want of room', failure),
      );
      await requireDisk()
        .then(recording.pauseForRoom)
        .catch((failure: unknown) => reportError('pause for want of room', failure));
    },
  };
}
