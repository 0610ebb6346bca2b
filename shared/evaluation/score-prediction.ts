/** A tool call with its arguments already parsed. */
export type PredictedCall = { name: string; arguments: Readonly<Record<string, unknown>> };

export type StepScore = {
  /** Whether the right element was named; null when the step has no element. */
  element: boolean | null;
  /** 0 to 1; see `scorePrediction`. */
  actionF1: number;
  /** Tool, target and value were all right. */
  success: boolean;
};

/** What a call does besides where it does it. `submit` counts: typing without sending leads to another page. */
function valueOf({ name, arguments: given }: PredictedCall): string {
  const words = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value ?? ''));
  const parts: Record<string, () => unknown[]> = {
    browser_type: () => [given['text'], ...(given['submit'] === true ? ['[enter]'] : [])],
    browser_select_option: () =>
      Array.isArray(given['values'])
        ? given['values'].map(String).toSorted((a, b) => (a < b ? -1 : 1))
        : [given['values']],
    browser_press_key: () => [given['key']],
    browser_drag: () => [given['destination']],
    browser_scroll: () => [given['direction']],
    browser_navigate: () => [given['url']],
    // The summary is free wording: only the verdict is comparable.
    task_done: () => [given['success']],
  };
  const value = parts[name]?.() ?? [];
  return value.map(words).join(' ').normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim();
}

function tokensOf(call: PredictedCall): Set<string> {
  return new Set(`${call.name} ${valueOf(call)}`.split(' ').filter(Boolean));
}

function tokenF1(expected: Set<string>, predicted: Set<string>): number {
  const shared = [...expected].filter((token) => predicted.has(token)).length;
  return shared === 0 ? 0 : (2 * shared) / (expected.size + predicted.size);
}

/**
 * Compares what a model called with what the person did, in the measures of Mind2Web (Deng et al., 2023, section 4.1),
 * whose "operation" is here the tool's name:
 * - element: the predicted `target` is the recorded one, character by character;
 * - action F1: F1 over the sets of tokens of `<tool> <value>`, 2·|E∩P| / (|E|+|P|), the element left out;
 * - success: same tool, same target where there is one, same value (case and white space aside).
 * No call at all, or an unreadable one, is `null` and scores nothing.
 */
export function scorePrediction(expected: PredictedCall, predicted: PredictedCall | null): StepScore {
  const target = expected.arguments['target'];
  const hasTarget = typeof target === 'string';
  if (predicted === null) return { element: hasTarget ? false : null, actionF1: 0, success: false };
  const element = hasTarget ? predicted.arguments['target'] === target : null;
  const isSameAction = predicted.name === expected.name && valueOf(predicted) === valueOf(expected);
  return {
    element,
    actionF1: tokenF1(tokensOf(expected), tokensOf(predicted)),
    success: isSameAction && element !== false,
  };
}
