import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { z } from 'zod';
import { split } from '../../shared/api/rows.ts';
import { uuid } from '../../shared/identifiers.ts';
import { trainingExample, type TrainingExample } from '../../shared/training/example.ts';
import type { TrainingDeps } from './training-deps.ts';

/** Enough to tell models apart: the standard error of a share is then 2.3 points at most. */
const MOST_EXAMPLES = 500;

const index = z.array(z.object({ sessionId: uuid, split, examples: z.int() }));

export type HeldOutExample = { sessionId: string; example: TrainingExample };

function linesOf(content: AsyncIterable<Uint8Array>): AsyncIterable<string> {
  return createInterface({ input: Readable.from(content), crlfDelay: Infinity });
}

/** The examples of the test split, whole sessions in the order of the file, up to the first 500 examples. */
export async function heldOutExamples(
  { openDataset }: Pick<TrainingDeps, 'openDataset'>,
  datasetId: string,
): Promise<HeldOutExample[]> {
  let indexText = '';
  for await (const line of linesOf(await openDataset(datasetId, 'index'))) indexText += line;
  const sessionOfLine = index
    .parse(JSON.parse(indexText))
    .filter((entry) => entry.split === 'test')
    .flatMap(({ sessionId, examples }) => Array.from({ length: examples }, () => sessionId));
  const found: HeldOutExample[] = [];
  for await (const line of linesOf(await openDataset(datasetId, 'test'))) {
    const sessionId = sessionOfLine[found.length];
    if (sessionId === undefined || found.length >= MOST_EXAMPLES) break;
    found.push({ sessionId, example: trainingExample.parse(JSON.parse(line)) });
  }
  return found;
}
