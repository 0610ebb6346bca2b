const TARGET = 3;
const FEWEST_EXAMPLES_SEEN = 100;
const MOST_EXAMPLES_SEEN = 25_000;
const MOST_EPOCHS = 25;

/**
 * How often the training data is gone through, by the rule of OpenAI's cookbook ("Chat fine-tuning data preparation"):
 * three times; more for small sets until 100 examples have been seen, 25 times at most; fewer for large sets, so that
 * no more than 25,000 are seen. `reason` is one sentence for the run's row.
 */
export function chooseEpochs(examples: number, wanted: number | null): { epochs: number; reason: string } {
  if (wanted !== null) return { epochs: wanted, reason: `${wanted} epochs, as asked for.` };
  if (examples * TARGET < FEWEST_EXAMPLES_SEEN) {
    const epochs = Math.min(MOST_EPOCHS, Math.floor(FEWEST_EXAMPLES_SEEN / Math.max(1, examples)));
    return { epochs, reason: `${epochs} epochs: ${examples} examples are few, so that each is seen more often.` };
  }
  if (examples * TARGET > MOST_EXAMPLES_SEEN) {
    const epochs = Math.max(1, Math.floor(MOST_EXAMPLES_SEEN / examples));
    return { epochs, reason: `${epochs} epochs: ${examples} examples are many, so that each is seen less often.` };
  }
  return { epochs: TARGET, reason: `${TARGET} epochs, the usual number for ${examples} examples.` };
}
