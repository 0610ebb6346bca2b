import { imagesOf } from './check-images.ts';
import type { TrainingExample } from './example.ts';
import { validateExample } from './validate-example.ts';

export type TrainingFileCheck = {
  /** The examples that may be uploaded, in order. */
  valid: TrainingExample[];
  /** Lines that must not, counted from 1. */
  rejected: { line: number; reason: string }[];
  /** Why the file as a whole would be refused; empty when it would not. */
  problems: string[];
};

const FEWEST_EXAMPLES = 10;
const MAX_FILE_BYTES = 512 * 1024 * 1024;
const MAX_IMAGE_EXAMPLES = 50_000;

/** Checks a training file line by line and as a whole. A final line break is no line. */
export function validateTrainingFile(lines: readonly string[]): TrainingFileCheck {
  const valid: TrainingExample[] = [];
  const rejected: TrainingFileCheck['rejected'] = [];
  let bytes = 0;
  lines.forEach((line, index) => {
    const check = validateExample(line);
    if (check.ok) {
      valid.push(check.example);
      bytes += new TextEncoder().encode(line).length + 1;
    } else rejected.push({ line: index + 1, reason: check.reason });
  });
  const withImages = valid.filter((example) => imagesOf(example).length > 0).length;
  const problems = [
    ...(valid.length < FEWEST_EXAMPLES
      ? [`The file has ${valid.length} valid examples; at least ${FEWEST_EXAMPLES} are needed.`]
      : []),
    ...(bytes > MAX_FILE_BYTES ? [`The file has ${bytes} bytes; at most ${MAX_FILE_BYTES} are allowed.`] : []),
    ...(withImages > MAX_IMAGE_EXAMPLES
      ? [`${withImages} examples have images; at most ${MAX_IMAGE_EXAMPLES} are allowed.`]
      : []),
  ];
  return { valid, rejected, problems };
}
