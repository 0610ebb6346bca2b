import type { Database } from '../store/database.ts';
import { releaseHeld } from '../store/archives.ts';
import { enrolDevice, returnToStudy } from './enrol-device.ts';
import type { Sending } from './send-archives.ts';

/**
 * The ways to another study. What is held is looked at anew: a reason that the study before gave holds no longer, and
 * what was recorded for another one is held again before anything is sent (send-archives.ts).
 */
export function changeStudy(database: Database, sending: Pick<Sending, 'hurry'>) {
  async function tryAnew(): Promise<void> {
    await releaseHeld(database);
    await sending.hurry();
  }
  return {
    /** @throws Error with a sentence for the participant. */
    async join(serverUrl: string, code: string): Promise<{ participantId: string }> {
      const enrolled = await enrolDevice(serverUrl, code);
      await tryAnew();
      return enrolled;
    },
    /** @throws Error with a sentence for the participant. */
    async returnTo(participantId: string): Promise<void> {
      await returnToStudy(participantId);
      await tryAnew();
    },
  };
}
