import type { Logger } from 'pino';
import { KnownError } from '../../shared/errors.ts';
import type { Database } from '../database.ts';
import { findConsent, refuseTombstone } from './check-willingness.ts';
import type { UploadParts } from './upload-part.ts';

const SWEEP_EVERY_MS = 10 * 60 * 1000;

export type SweepDeps = { database: Database; parts: UploadParts; now: () => number };

/**
 * Removes the parts of uploads that nobody has gone on with for a day, and those of whom and what was erased: another
 * process may have done that, which does not reach this disk. @returns how many there were.
 */
export async function sweepParts({ database, parts, now }: SweepDeps): Promise<number> {
  let removed = await parts.removeOld(now());
  for (const part of await parts.list()) {
    if (!(await isErased(database, part))) continue;
    await parts.remove(part.path);
    removed++;
  }
  return removed;
}

async function isErased(database: Database, part: { participantId: string; sessionId: string }): Promise<boolean> {
  try {
    await refuseTombstone(database, part.sessionId);
    await findConsent(database, part.participantId);
    return false;
  } catch (error) {
    if (error instanceof KnownError && error.code === 'ERASED') return true;
    throw error;
  }
}

/**
 * Has this process sweep its own disk every ten minutes; a job would be run by one of them only.
 * @param sweepMore what else lies on it.
 */
export function keepSweeping(
  deps: SweepDeps & { log: Logger; sweepMore: () => Promise<number> },
  everyMs = SWEEP_EVERY_MS,
): { stop(): Promise<void> } {
  let sweeping = Promise.resolve();
  const sweep = async (): Promise<void> => {
    try {
      const parts = await sweepParts(deps);
      const more = await deps.sweepMore();
      if (parts + more > 0) deps.log.info({ parts, more }, 'removed from this disk what nobody goes on with');
    } catch (error) {
      deps.log.warn({ err: error }, 'this disk was not looked through; the next look does it');
    }
  };
  const timer = setInterval(() => {
    sweeping = sweeping.then(sweep);
  }, everyMs);
  timer.unref();
  return {
    stop: async () => {
      clearInterval(timer);
      await sweeping;
    },
  };
}
