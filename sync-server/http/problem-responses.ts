import { problem } from '../../shared/api/problem.ts';

const meanings = {
  400: 'The request is not as described here',
  401: 'No valid token',
  403: 'The token may not do this',
  404: 'There is no such thing',
  409: 'It contradicts what the server holds, or another upload of it is under way',
  410: 'It was erased, or consent was withdrawn',
  411: 'The length must be given',
  413: 'Larger than the server takes',
  422: 'Understood, and refused for what it holds',
  429: 'Too many attempts; see Retry-After',
  500: 'A fault of the server',
  502: 'A provider refused',
  503: 'Not now; see Retry-After',
} as const;

type Status = keyof typeof meanings;

/** The `responses` of a route for these statuses, each with the one problem body that every failure has. */
export function problemResponses<Given extends Status>(...statuses: Given[]) {
  const entries = statuses.map((status) => [
    status,
    { description: meanings[status], content: { 'application/json': { schema: problem } } },
  ]);
  // `fromEntries` forgets which keys it was given.
  return Object.fromEntries(entries) as Record<
    Given,
    { description: string; content: { 'application/json': { schema: typeof problem } } }
  >;
}
