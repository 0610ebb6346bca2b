import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Split } from '../../shared/api/rows.ts';
import { chooseEpochs } from './choose-epochs.ts';
import { explainFailure } from './explain-failure.ts';
import type { TrainingProvider } from './provider.ts';
import type { RunStep, TrainingDeps } from './training-deps.ts';
import { uploadName } from './upload-name.ts';

async function copyToDisk(content: AsyncIterable<Uint8Array>, path: string): Promise<string> {
  const hash = createHash('sha256');
  async function* hashed(): AsyncGenerator<Uint8Array> {
    for await (const chunk of content) {
      hash.update(chunk);
      yield chunk;
    }
  }
  await pipeline(hashed(), createWriteStream(path, { mode: 0o600 }));
  return hash.digest('hex');
}

async function uploadOnce(
  { deps, provider }: { deps: TrainingDeps; provider: TrainingProvider },
  { datasetId, split, folder }: { datasetId: string; split: Split; folder: string },
): Promise<string> {
  const path = join(folder, `${split}.jsonl`);
  const sha256 = await copyToDisk(await deps.openDataset(datasetId, split), path);
  const name = uploadName(sha256);
  return (await provider.findFile(name)) ?? (await provider.upload(path, name));
}

/** `uploading` → `starting`, once the provider has the files. What it has already is not sent again. */
export const uploadDataset: RunStep = async ({ deps, provider, run }) => {
  const dataset = await deps.findDataset(run.datasetId);
  if (dataset?.state !== 'ready') {
    await deps.runs.move(run, 'failed', {
      failure: explainFailure('DATASET_MISSING', 'The dataset of this run is gone.'),
    });
    return 'done';
  }
  const splits: Split[] = dataset.examples.validation > 0 ? ['train', 'validation'] : ['train'];
  const folder = await mkdtemp(join(deps.temporaryFolder, 'upload-'));
  const fileIds: string[] = [];
  try {
    for (const split of splits)
      fileIds.push(await uploadOnce({ deps, provider }, { datasetId: dataset.id, split, folder }));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  const { epochs, reason } = chooseEpochs(dataset.examples.train, run.epochs);
  // Kept even when the run was cancelled meanwhile, so that its clearing up finds the files.
  await deps.runs.keep(run.id, { fileIds });
  await deps.runs.move(run, 'starting', { epochs, progress: reason });
  return { againInMs: 0 };
};
