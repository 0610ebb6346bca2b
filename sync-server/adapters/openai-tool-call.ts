import type { ChatCompletion } from 'openai/resources/chat/completions';
import type { PredictedCall } from '../../shared/evaluation/score-prediction.ts';

/** The first function call of an answer; null when there is none or its arguments are not a JSON object. */
export function readToolCall(answer: ChatCompletion): PredictedCall | null {
  const call = answer.choices[0]?.message.tool_calls?.[0];
  if (call?.type !== 'function') return null;
  try {
    const given: unknown = JSON.parse(call.function.arguments);
    if (given === null || typeof given !== 'object' || Array.isArray(given)) return null;
    return { name: call.function.name, arguments: given as Record<string, unknown> };
  } catch {
    // A model may write broken JSON; that is a wrong answer and no failure of the test.
    return null;
  }
}
