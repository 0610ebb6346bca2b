import type { Evaluation } from '../../shared/api/rows.ts';
import { scorePrediction, type PredictedCall, type StepScore } from '../../shared/evaluation/score-prediction.ts';
import { summariseScores } from '../../shared/evaluation/summarise-scores.ts';
import type { TrainingExample } from '../../shared/training/example.ts';
import type { HeldOutExample } from './held-out-examples.ts';
import type { TrainingProvider } from './provider.ts';

const QUESTIONS_AT_ONCE = 4;

function expectedCall({ messages }: TrainingExample): PredictedCall | null {
  const answer = messages.at(-1);
  const call = answer?.role === 'assistant' ? answer.tool_calls?.[0]?.function : undefined;
  // Validated when the dataset was built: the arguments are a JSON object.
  return call === undefined
    ? null
    : { name: call.name, arguments: JSON.parse(call.arguments) as Record<string, unknown> };
}

/**
 * Asks a model what it would do at every held-out step, with all that the person had before it, and compares the answer
 * with what the person did. Steps that end in words instead of a call have nothing to compare and are passed over.
 * Throws ProviderError, and the signal's reason when it is aborted.
 */
export async function evaluateModel(
  model: string,
  examples: readonly HeldOutExample[],
  { provider, signal }: { provider: Pick<TrainingProvider, 'complete'>; signal: AbortSignal },
): Promise<Evaluation> {
  const scores: { sessionId: string; score: StepScore }[] = [];
  const waiting = examples.entries();
  const askAll = async (): Promise<void> => {
    for (const [at, { sessionId, example }] of waiting) {
      const expected = expectedCall(example);
      if (expected === null) continue;
      signal.throwIfAborted();
      const messages = example.messages.slice(0, -1);
      const predicted = await provider.complete({ model, messages, tools: example.tools, signal });
      scores[at] = { sessionId, score: scorePrediction(expected, predicted) };
    }
  };
  await Promise.all(Array.from({ length: QUESTIONS_AT_ONCE }, askAll));
  return summariseScores(scores.filter((score) => score !== undefined));
}
