import type { NetworkKind } from './fault-kinds.ts';
import type { Message } from './pass-on.ts';

type FalseAnswer = (
  message: Message,
  share: number,
) => { status: number; headers: Record<string, string>; body: string };

const html = (status: number, more: Record<string, string> = {}): FalseAnswer => {
  return () => ({
    status,
    headers: { 'content-type': 'text/html', ...more },
    body: `<!doctype html><title>${status}</title><h1>Something in between says ${status}</h1>`,
  });
};

const json = (status: number, body: string): FalseAnswer => {
  return () => ({ status, headers: { 'content-type': 'application/json' }, body });
};

/** The receipt that the server would give, but for other bytes. */
const receiptOfOthers = ({ path }: Message): string =>
  JSON.stringify({
    receipt: 'codesight',
    sessionId: path.slice(path.lastIndexOf('/') + 1),
    archiveSha256: 'f0'.repeat(32),
    bytes: 12,
    storedAt: 1_750_000_000_000,
    verdict: 'accepted',
    duplicate: false,
  });

/** Answers that the server never gave: nothing of the request reaches it. */
export const falseAnswers = {
  'status 408': html(408),
  'status 425': html(425),
  'status 429': html(429),
  'status 429 with Retry-After': html(429, { 'retry-after': '120' }),
  'status 500': html(500),
  'status 500 in our words': json(500, '{"error":{"code":"INTERNAL","message":"Something broke here."}}'),
  'status 502': html(502),
  'status 503': html(503),
  'status 503 with Retry-After': html(503, { 'retry-after': 'Fri, 31 Dec 2100 23:59:59 GMT' }),
  'status 504': html(504),
  'status 507': html(507),
  'status 403 from a proxy': html(403),
  'status 404 from a proxy': html(404),
  'status 413 from a proxy': html(413),
  'status 401 in our words': json(401, '{"error":{"code":"UNAUTHENTICATED","message":"This token was revoked."}}'),
  '200 with a sign-in page': html(200),
  '200 with rubbish': (_message, share) => ({
    status: 200,
    headers: { 'content-type': 'application/json' },
    body: String.fromCharCode(...Array.from({ length: 64 }, (_, index) => (index * 37 + share * 1_000) % 256)),
  }),
  '200 with half a receipt': (message) => ({
    status: 200,
    headers: { 'content-type': 'application/json' },
    body: receiptOfOthers(message).slice(0, 80),
  }),
  '200 with the receipt of other bytes': (message) => ({
    status: 200,
    headers: { 'content-type': 'application/json' },
    body: receiptOfOthers(message),
  }),
  'redirect to another host': html(302, { location: 'http://127.0.0.1:9/sign-in' }),
} as const satisfies Partial<Record<NetworkKind, FalseAnswer>>;
