import { createHash } from 'node:crypto';
import type { ChatMessage, TrainingExample } from '../../shared/training/example.ts';
import { canonicalJson } from './canonical-json.ts';

function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}

function textOf(message: ChatMessage | undefined): string {
  if (message === undefined || message.role === 'assistant') return '';
  if (typeof message.content === 'string') return message.content;
  return message.content.map((part) => (part.type === 'text' ? part.text : '')).join('\n');
}

/** Snapshot refs are numbered anew on every page load and say nothing by themselves. */
function normalise(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/\be\d+\b/g, 'e')
    .replace(/\s+/g, ' ')
    .trim();
}

function describeTarget(ref: string, userText: string): string {
  return userText.split('\n').find((line) => line.includes(`[${ref}]`) || line.includes(`=${ref}]`)) ?? ref;
}

function nearKey(example: TrainingExample): string {
  const user = textOf(example.messages.findLast(({ role }) => role === 'user'));
  const answer = example.messages.at(-1);
  const call = answer?.role === 'assistant' ? answer.tool_calls?.[0]?.function : undefined;
  // Validation has made sure that the arguments are a JSON object.
  const { target, ...rest } = JSON.parse(call?.arguments ?? '{}') as Record<string, unknown>;
  const where = typeof target === 'string' ? normalise(describeTarget(target, user)) : '';
  return digestOf([normalise(user), call?.name ?? textOf(answer), where, canonicalJson(rest)].join('\u0000'));
}

/**
 * Remembers examples and tells repeated ones: the same JSON value, or the same page, task and history answered in the
 * same way when element numbers, case and white space are disregarded. The same page with another answer is no
 * duplicate. Expects examples that passed validation. Memory: two digests of 43 characters for each example.
 */
export function duplicateFilter(): { isDuplicate(example: TrainingExample): boolean } {
  const seen = new Set<string>();
  return {
    isDuplicate(example) {
      const keys = [digestOf(canonicalJson(example)), nearKey(example)];
      const isKnown = keys.some((key) => seen.has(key));
      for (const key of keys) seen.add(key);
      return isKnown;
    },
  };
}
