import { z } from 'zod';

/** What STORAGE_PRICES is for storage, for training: a million trained tokens, by the beginning of a model's name. */
export const trainingPrices = z.strictObject({
  currency: z.string().regex(/^[A-Z]{3}$/),
  millionTokens: z.record(z.string().min(1), z.number().min(0)),
});
export type TrainingPrices = z.infer<typeof trainingPrices>;
export const trainingPriceChanges = trainingPrices.partial();

/**
 * OpenAI's list prices of supervised fine-tuning (https://developers.openai.com/api/docs/pricing, read on 2026-11-20).
 * Whoever trains elsewhere says what it costs there.
 */
const ofOpenai: TrainingPrices['millionTokens'] = {
  'gpt-4.1': 25,
  'gpt-4.1-mini': 5,
  'gpt-4.1-nano': 1.5,
  'gpt-4o': 25,
  'gpt-4o-mini': 3,
};

/** The usual prices, which only OpenAI itself has, with those of TRAINING_PRICES beside or in place of them. */
export function trainingPricesOf(
  baseUrl: string | undefined,
  changes: z.infer<typeof trainingPriceChanges> = {},
): TrainingPrices {
  const usual = baseUrl === undefined ? ofOpenai : {};
  return { currency: changes.currency ?? 'USD', millionTokens: { ...usual, ...changes.millionTokens } };
}

/** What a million trained tokens of this model cost; undefined when nobody has said so. The longest name counts. */
export function findTrainingPrice({ millionTokens }: TrainingPrices, model: string): number | undefined {
  // A model that was trained before costs what its base does: ft:<base>:<organisation>:…
  const base = model.startsWith('ft:') ? model.slice(3) : model;
  const [longest] = Object.keys(millionTokens)
    .filter((name) => base.startsWith(name))
    .toSorted((one, other) => other.length - one.length);
  return longest === undefined ? undefined : millionTokens[longest];
}
