import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { DatasetRow, Split } from '../../shared/api/rows.ts';
import { KnownError } from '../../shared/errors.ts';
import { validateExample } from '../../shared/training/validate-example.ts';
import { BrokenFile } from '../archive-store.ts';
import { datasetIndexKey, datasetKey, writeLines, type FinishedFile } from './dataset-files.ts';
import type { StoredDatasetRequest } from './dataset-request.ts';
import { duplicateFilter } from './duplicate-filter.ts';
import { splitSessions } from './split-sessions.ts';

/** OpenAI refuses a training file of fewer lines (`invalid_n_examples`). */
export const MIN_TRAINING_EXAMPLES = 10;

/** Held-out sessions first: of two equal examples the one in test stays, so that nothing tested was trained on. */
const writeOrder = ['test', 'validation', 'train'] as const satisfies readonly Split[];

export type TakenSession = { id: string; site: string | null; scenarioId: string | null };
export type BuiltDataset = Pick<DatasetRow, 'examples' | 'duplicatesDropped' | 'rejected' | 'sha256' | 'failure'> & {
  splits: ReadonlyMap<string, Split>;
  /** What its files take; null when there are none. */
  bytes: number | null;
};

/** What building needs from the outside; main.ts supplies it. */
export type DatasetDeps = {
  /** What the dataset was asked to hold, or undefined once it is no longer being built. */
  findUnbuilt(datasetId: string): Promise<StoredDatasetRequest | undefined>;
  /** The accepted sessions matching the filter, without failed tasks, whose participants agreed to training, in order of id. */
  sessionsFor(filter: StoredDatasetRequest['filter']): Promise<readonly TakenSession[]>;
  /** Whether all of their archives can be read now; has those brought back from cold storage that cannot. */
  areThere(sessionIds: readonly string[]): Promise<boolean>;
  /** The lines of `training.jsonl` in a session's archive. */
  openTraining(sessionId: string): AsyncIterable<string>;
  /** Waits while archives wait to be taken in, which goes before. */
  giveWay(): Promise<void>;
  /** Stores a file for good under a key, in place of one that an interrupted build left there. */
  save(key: string, file: FinishedFile): Promise<void>;
  /** Removes what an interrupted build left under a key. */
  discard(key: string): Promise<void>;
  finish(datasetId: string, built: BuiltDataset): Promise<void>;
  /** A folder for unfinished files. */
  temporaryFolder: string;
};

type Tally = {
  examples: Record<Split, number>;
  duplicatesDropped: number;
  rejected: DatasetRow['rejected'];
  index: { sessionId: string; split: Split; examples: number }[];
};

function groupOf(session: TakenSession, splitBy: StoredDatasetRequest['splitBy']): string {
  if (splitBy === 'site') return session.site ?? session.id;
  return splitBy === 'scenario' ? (session.scenarioId ?? session.id) : session.id;
}

function tooSmall(examples: number, sessions: number): string {
  const found =
    sessions === 0 ? 'No accepted session matches' : `${examples} examples to train with from ${sessions} sessions`;
  return `DATASET_TOO_SMALL: ${found}; ${MIN_TRAINING_EXAMPLES} examples are the least that can be trained on. Record more sessions with this task or site, or widen the filter, and build the dataset again.`;
}

/** The kept lines of one split, session after session; what was left out is counted in `tally`. */
async function* keptLines(
  {
    sessions,
    split,
    openTraining,
    giveWay,
  }: Pick<DatasetDeps, 'openTraining' | 'giveWay'> & { sessions: readonly string[]; split: Split },
  duplicates: ReturnType<typeof duplicateFilter>,
  tally: Tally,
): AsyncGenerator<string> {
  for (const sessionId of sessions) {
    const entry = { sessionId, split, examples: 0 };
    let line = 0;
    await giveWay();
    try {
      for await (const text of openTraining(sessionId)) {
        line += 1;
        const checked = validateExample(text);
        if (!checked.ok) tally.rejected.push({ sessionId, line, reason: checked.reason });
        else if (duplicates.isDuplicate(checked.example)) tally.duplicatesDropped += 1;
        else {
          entry.examples += 1;
          yield text;
        }
      }
    } catch (error) {
      // Erased since it was listed, or unreadable: the dataset goes on without the rest of it and says so.
      const isGone = error instanceof KnownError && error.code !== 'ARCHIVE_COLD';
      if (!isGone && !(error instanceof BrokenFile)) throw error;
      tally.rejected.push({ sessionId, line: line + 1, reason: error.message });
    }
    tally.examples[split] += entry.examples;
    tally.index.push(entry);
  }
}

function digestOver(files: Record<Split, FinishedFile>): string {
  return createHash('sha256')
    .update([files.train, files.validation, files.test].map(({ sha256 }) => sha256).join('\n'))
    .digest('hex');
}

/**
 * The job `build-dataset`; while archives are on their way from cold storage the dataset waits, as `building`, and is
 * taken up when some have come.
 */
export async function buildDataset(deps: DatasetDeps, datasetId: string): Promise<void> {
  const request = await deps.findUnbuilt(datasetId);
  if (request === undefined) return;
  const sessions = await deps.sessionsFor(request.filter);
  if (!(await deps.areThere(sessions.map(({ id }) => id)))) return;
  try {
    await buildFrom(deps, { datasetId, request, sessions });
  } catch (error) {
    // One of which no row said so; it has been asked back.
    if (!(error instanceof KnownError && error.code === 'ARCHIVE_COLD')) throw error;
  }
}

/**
 * Accepted sessions → three files of validated, distinct examples, split by session. It may
 * be killed at any moment and run again: the same sessions give the same bytes, and a dataset that is finished is left
 * alone. Too few examples end in the state `failed` with a sentence that says what to do.
 */
async function buildFrom(
  deps: DatasetDeps,
  {
    datasetId,
    request,
    sessions,
  }: { datasetId: string; request: StoredDatasetRequest; sessions: readonly TakenSession[] },
): Promise<void> {
  const splits = splitSessions(sessions.map((one) => ({ id: one.id, group: groupOf(one, request.splitBy) })));
  const tally: Tally = {
    examples: { train: 0, validation: 0, test: 0 },
    duplicatesDropped: 0,
    rejected: [],
    index: [],
  };
  const duplicates = duplicateFilter();
  const folder = await mkdtemp(join(deps.temporaryFolder, 'dataset-'));
  try {
    const files: Partial<Record<Split, FinishedFile>> = {};
    for (const split of writeOrder) {
      const members = sessions.filter(({ id }) => splits.get(id) === split).map(({ id }) => id);
      const lines = keptLines({ ...deps, sessions: members, split }, duplicates, tally);
      files[split] = await writeLines(join(folder, split), lines);
    }
    let bytes: number | null = null;
    const isTooSmall = tally.examples.train < MIN_TRAINING_EXAMPLES;
    if (isTooSmall) {
      for (const split of writeOrder) await deps.discard(datasetKey(datasetId, split));
      await deps.discard(datasetIndexKey(datasetId));
    } else {
      for (const split of writeOrder) await deps.save(datasetKey(datasetId, split), files[split] as FinishedFile);
      const index = await writeLines(join(folder, 'index'), [JSON.stringify(tally.index)]);
      await deps.save(datasetIndexKey(datasetId), index);
      bytes = Object.values(files).reduce((sum, file) => sum + file.bytes, index.bytes);
    }
    await deps.finish(datasetId, {
      examples: tally.examples,
      duplicatesDropped: tally.duplicatesDropped,
      rejected: tally.rejected,
      splits,
      bytes,
      sha256: isTooSmall ? null : digestOver(files as Record<Split, FinishedFile>),
      failure: isTooSmall ? tooSmall(tally.examples.train, sessions.length) : null,
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
