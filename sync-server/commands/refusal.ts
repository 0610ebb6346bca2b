import { problem } from '../../shared/api/problem.ts';

/** What a server that has refused says for people; of one that is not ours, like a proxy before it, only its status. */
export function refusalOf(status: number, text: string): Error {
  const words = wordsIn(text);
  return new Error(words === undefined ? `The server answered ${status}.` : `The server refuses (${status}): ${words}`);
}

/** The message of a problem; undefined when it is none. */
export function wordsIn(text: string): string | undefined {
  const found = problem.safeParse(parseJson(text));
  return found.success ? found.data.error.message : undefined;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
