import type { DatasetRow, Split, TrainingRunState } from '../../shared/api/rows.ts';
import type { ModelRows } from './model-rows.ts';
import type { TrainingProvider } from './provider.ts';
import type { Run, RunRows } from './run-rows.ts';

/** What following a run needs from the outside; main.ts supplies it. */
export type TrainingDeps = {
  runs: RunRows;
  models: ModelRows;
  /** Undefined when the server has no key for one. */
  provider: TrainingProvider | undefined;
  findDataset(id: string): Promise<DatasetRow | undefined>;
  /** A file of a dataset from the object store. */
  openDataset(datasetId: string, file: Split | 'index'): Promise<AsyncIterable<Uint8Array>>;
  /** A folder for unfinished files. */
  temporaryFolder: string;
  /** How often the provider is asked how a job stands. */
  pollMs: number;
};

/** What to do with the run next: look again after some time (0: at once), or nothing any more. */
export type Next = { againInMs: number } | 'done';

/** Moves a run in one state on, as far as it goes without waiting. May be killed anywhere and run again. */
export type RunStep = (context: {
  deps: TrainingDeps;
  provider: TrainingProvider;
  run: Run;
  signal: AbortSignal;
}) => Promise<Next>;

export type StepState = Exclude<TrainingRunState, 'succeeded' | 'failed'>;
