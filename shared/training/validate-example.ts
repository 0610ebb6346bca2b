import { checkImages, imagesOf } from './check-images.ts';
import { checkValue } from './check-value.ts';
import { estimateTokens, imageTokens } from './estimate-tokens.ts';
import { trainingExample, type ChatMessage, type TrainingExample } from './example.ts';

export type ExampleCheck = { ok: true; example: TrainingExample } | { ok: false; reason: string };

type Assistant = Extract<ChatMessage, { role: 'assistant' }>;

/** Longer examples are cut from their end, which is where the answer stands. */
const MAX_TOKENS = 65_536;

function parseLine(line: string): { value: unknown } | { reason: string } {
  if (line.startsWith('\uFEFF')) return { reason: 'begins with a byte order mark' };
  if (line.trim() === '') return { reason: 'is blank' };
  if (/[\r\n]/.test(line)) return { reason: 'contains a line break' };
  try {
    return { value: JSON.parse(line) };
  } catch {
    return { reason: 'is not JSON' };
  }
}

const isEmpty = ({ content, tool_calls: calls }: Assistant): boolean => (content ?? '') === '' && calls === undefined;

function checkCalls(message: Assistant, example: TrainingExample, ids: Set<string>): string | undefined {
  for (const { id, function: called } of message.tool_calls ?? []) {
    if (ids.has(id)) return `the tool call id “${id}” is used twice`;
    ids.add(id);
    const declared = example.tools.find((tool) => tool.function.name === called.name);
    if (declared === undefined) return `the tool “${called.name}” is called but not declared`;
    let values: unknown;
    try {
      values = JSON.parse(called.arguments);
    } catch {
      return `the arguments of “${called.name}” are not JSON`;
    }
    const reason = checkValue(values, declared.function.parameters);
    if (reason !== undefined) return `“${called.name}”: ${reason}`;
  }
  return undefined;
}

/** Order and answers: system first, every call answered before the talk goes on, the answer to learn at the end. */
function checkMessages(example: TrainingExample): string | undefined {
  const ids = new Set<string>();
  let open = new Set<string>();
  for (const [index, message] of example.messages.entries()) {
    if (message.role === 'system' && index > 0) return 'a system message is not the first';
    if (message.role === 'tool') {
      if (!open.delete(message.tool_call_id))
        return `a tool message answers “${message.tool_call_id}”, which was not asked just before`;
      continue;
    }
    if (open.size > 0) return `the tool call “${[...open].join('”, “')}” is not answered`;
    if (message.role !== 'assistant') continue;
    if (isEmpty(message)) return 'an assistant message is empty';
    const reason = checkCalls(message, example, ids);
    if (reason !== undefined) return reason;
    open = new Set((message.tool_calls ?? []).map(({ id }) => id));
  }
  return undefined;
}

function checkAnswer({ messages }: TrainingExample): string | undefined {
  const last = messages.at(-1);
  if (last?.role !== 'assistant') return 'the last message is not the assistant’s';
  if (last.weight === 0) return 'the last message has weight 0: there is nothing to learn';
  return messages.some(({ role }) => role === 'user') ? undefined : 'there is no user message';
}

function checkTools({ tools }: TrainingExample): string | undefined {
  const names = tools.map((tool) => tool.function.name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) return `the tool “${twice}” is declared twice`;
  const odd = names.find((name) => !/^[A-Za-z0-9_-]{1,64}$/.test(name));
  return odd === undefined ? undefined : `“${odd}” is no name for a tool`;
}

function checkLength(example: TrainingExample): string | undefined {
  const images = imagesOf(example);
  const text = JSON.stringify(example, (key, value: unknown) => (key === 'image_url' ? null : value));
  const tokens = estimateTokens(text) + images.reduce((sum, { detail }) => sum + imageTokens(detail), 0);
  return tokens > MAX_TOKENS ? `has about ${tokens} tokens; ${MAX_TOKENS} are allowed` : undefined;
}

/**
 * Checks one line of a training file, as text or parsed, against what OpenAI's supervised fine-tuning demands; its own
 * schema lets lines without messages, undeclared tools and broken arguments pass.
 */
export function validateExample(line: unknown): ExampleCheck {
  const read = typeof line === 'string' ? parseLine(line) : { value: line };
  if ('reason' in read) return { ok: false, reason: read.reason };
  const parsed = trainingExample.safeParse(read.value);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    return { ok: false, reason: `${issue?.path.join('.') || 'the line'}: ${issue?.message ?? 'is not an example'}` };
  }
  const example = parsed.data;
  for (const check of [checkTools, checkMessages, checkAnswer, checkImages, checkLength]) {
    const reason = check(example);
    if (reason !== undefined) return { ok: false, reason };
  }
  return { ok: true, example };
}
