import { sealSession, type SealDeps } from '../../extension/seal/seal-session.ts';
import { putArchive } from '../../extension/store/archives.ts';
import type { Database } from '../../extension/store/database.ts';
import { readDeltas, readPicture, readRecordedSession } from '../../extension/store/recorded-session.ts';
import type { StoreFault } from './plan-campaign.ts';
import type { Tally } from './tally.ts';
import type { VisitLog } from './visit-log.ts';

/** The worker died: whatever was under way has no successor. */
class Killed extends Error {
  override readonly name = 'Killed';
}

const STEPS = ['before reading', 'after reading', 'before storing', 'after storing'] as const;
type Step = (typeof STEPS)[number];
const MOST_TRIES = 30;

/** Seals a finished session as the session worker does, killed at the planned steps and begun anew each time. */
export async function sealInSpite(
  database: Database,
  { sessionId, story }: VisitLog,
  { faults, tally }: { faults: readonly StoreFault[]; tally: Tally },
): Promise<void> {
  const deaths = faults.map(({ share }) => STEPS[Math.floor(share * STEPS.length)] ?? 'before reading');
  for (const _ of deaths) tally.tried('killed while sealing');
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    if ((await database.sessions.get(sessionId))?.phase === 'sealed') return;
    const death = deaths.shift();
    try {
      await sealSession(sessionId, sealing(database, sessionId, death));
    } catch (error) {
      story.push(`while sealing: ${String(error)}`);
      if (error instanceof Killed) tally.hit('killed while sealing');
    }
  }
}

function sealing(database: Database, sessionId: string, death: Step | undefined): SealDeps {
  const mayDie = (step: Step): void => {
    if (step === death) throw new Killed(step);
  };
  return {
    read: async () => {
      mayDie('before reading');
      const recorded = await readRecordedSession(database, sessionId);
      mayDie('after reading');
      return recorded;
    },
    readDeltas: () => readDeltas(database, sessionId),
    readPicture: (sha256) => readPicture(database, sessionId, sha256),
    store: async (archive, judged) => {
      mayDie('before storing');
      await putArchive(database, archive, { ...judged, judgedAt: Date.now() }, judged.interactions);
      mayDie('after storing');
    },
    now: () => Date.now(),
  };
}
