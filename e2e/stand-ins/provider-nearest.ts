import type { ChatMessage, TrainingExample } from '../../shared/training/example.ts';

type Call = { name: string; arguments: string };

function textOf(messages: readonly ChatMessage[]): string {
  const user = messages.findLast(({ role }) => role === 'user');
  if (user?.role !== 'user') return '';
  if (typeof user.content === 'string') return user.content;
  return user.content.map((part) => (part.type === 'text' ? part.text : '')).join('\n');
}

/** Words without the elements' numbers, which differ from page to page. */
function tokensOf(text: string): Set<string> {
  return new Set((text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).filter((token) => !/^e\d+$/.test(token)));
}

/** Jaccard's index: what two sets share of what they have together. */
function overlap(a: Set<string>, b: Set<string>): number {
  const shared = [...a].filter((token) => b.has(token)).length;
  return shared / Math.max(1, a.size + b.size - shared);
}

function best<Item>(items: readonly Item[], scoreOf: (item: Item) => number): Item | undefined {
  let found: { item: Item; score: number } | undefined;
  for (const item of items) {
    const score = scoreOf(item);
    if (found === undefined || score > found.score) found = { item, score };
  }
  return found?.item;
}

function refOf(line: string): string | undefined {
  return /\[(?:ref=)?(e\d+)\]/.exec(line)?.[1];
}

/**
 * What the stand-in has in place of a model: the training example whose page, task and history share most words with
 * the question lends its call, and the element is the line of the page that shares most words with the element of the
 * example. It is right when something much alike was trained on, and wrong otherwise.
 */
export function answerLikeNearest(examples: readonly TrainingExample[], messages: readonly ChatMessage[]): Call | null {
  const page = textOf(messages);
  const asked = tokensOf(page);
  const nearest = best(examples, (example) => overlap(asked, tokensOf(textOf(example.messages))));
  const answer = nearest?.messages.at(-1);
  const call = answer?.role === 'assistant' ? answer.tool_calls?.[0]?.function : undefined;
  if (nearest === undefined || call === undefined) return null;
  const given = JSON.parse(call.arguments) as Record<string, unknown>;
  if (typeof given['target'] !== 'string') return call;
  const trainedLines = textOf(nearest.messages).split('\n');
  const trained = tokensOf(trainedLines.find((line) => refOf(line) === given['target']) ?? '');
  const lines = page.split('\n').filter((line) => refOf(line) !== undefined);
  const line = best(lines, (candidate) => overlap(trained, tokensOf(candidate)));
  const target = (line && refOf(line)) ?? given['target'];
  return { name: call.name, arguments: JSON.stringify({ ...given, target }) };
}
