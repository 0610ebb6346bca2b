import type { ArchiveStore } from '../archive-store.ts';
import type { Database } from '../database.ts';
import type { UploadParts } from '../ingest/upload-part.ts';
import type { TrainingProvider } from '../train/provider.ts';
import { emptySubject } from './empty-subject.ts';
import type { Erasure } from './erasure-rows.ts';
import { removeFiles } from './remove-files.ts';
import { removeProviderFiles } from './remove-provider-files.ts';
import type { LookAtRun } from './stale-datasets.ts';

export type ErasureDeps = {
  database: Database;
  store: Pick<ArchiveStore, 'put' | 'delete' | 'getStream' | 'size' | 'list'>;
  parts: Pick<UploadParts, 'removeAllOf'>;
  now: () => number;
  /** The training provider that this server is set up for. */
  provider: Pick<TrainingProvider, 'name' | 'findFile' | 'removeFile'> | undefined;
  look: LookAtRun;
  /** A folder for unfinished files. */
  workFolder: string;
};

/** An erasure that is not done yet, as the steps see it. */
export type OpenErasure = Erasure & { subject_id: string };

/** Each leaves the erasure in the next state, or throws and is run again; repeating one changes nothing. */
const steps = {
  emptying: emptySubject,
  'removing-files': removeFiles,
  'removing-uploads': removeProviderFiles,
} as const;

/**
 * The job `erase`: takes an erasure through its states. The row knows all that is left to do, so that a server that is
 * killed goes on where it was.
 */
export async function advanceErasure(deps: ErasureDeps, erasureId: string): Promise<void> {
  for (;;) {
    const row = await deps.database.selectFrom('erasures').selectAll().where('id', '=', erasureId).executeTakeFirst();
    if (row === undefined || row.state === 'done' || row.subject_id === null) return;
    await steps[row.state](deps, { ...row, subject_id: row.subject_id });
  }
}
