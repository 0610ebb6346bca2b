import { enrolment, type Enrolment, type EnrolmentRequest } from '../../shared/api/enrolment.ts';
import { problem } from '../../shared/api/problem.ts';
import { findDigest, receipt, reprDigest, uploadHeaders, type Receipt } from '../../shared/api/receipt.ts';
import { type ErrorCode, errors, isErrorCode } from '../../shared/errors.ts';

/** Why something was not accepted, and what that means for trying again. */
export class SyncError extends Error {
  override readonly name = 'SyncError';
  /** `later`: by itself, when it is due. `never`: a person has to do something. */
  readonly retry: 'later' | 'never';
  readonly retryAfterMs: number | undefined;
  readonly status: number | undefined;
  /** Set when the refusal is our server's. */
  readonly code: ErrorCode | undefined;
  /** What it is about: every other archive would fare the same, or this one alone. */
  readonly scope: 'server' | 'archive';

  constructor(
    message: string,
    retry: 'later' | 'never',
    facts: { status?: number; retryAfterMs?: number | undefined; code?: ErrorCode | undefined } = {},
  ) {
    super(message);
    this.retry = retry;
    this.status = facts.status;
    this.code = facts.code;
    this.retryAfterMs = facts.retryAfterMs;
    this.scope = facts.code === undefined || ABOUT_SERVER.has(facts.code) ? 'server' : 'archive';
  }
}

const ABOUT_SERVER: ReadonlySet<ErrorCode> = new Set(['UNAVAILABLE', 'TOO_MANY_REQUESTS']);

export type ServerAccess = { serverUrl: string; token: string };
export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

const TIMEOUT_MS = 30_000;
/** Slow links must still be able to finish: 10 kB/s at the least. */
const MS_PER_UPLOADED_BYTE = 0.1;

/** `POST /v1/enrolments`. @throws SyncError with a sentence for the participant. */
export async function enrolAt(
  serverUrl: string,
  request: EnrolmentRequest,
  doFetch: Fetch = fetch,
): Promise<Enrolment> {
  const response = await reach(doFetch, `${serverUrl}/v1/enrolments`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(request),
  });
  const parsed = enrolment.safeParse(await bodyOf(response));
  if (!parsed.success) throw notOurServer();
  return parsed.data;
}

/** How much of an archive the server holds. */
export type UploadStatus = { offset: number; complete: boolean; sha256: string | undefined };

/**
 * `HEAD /v1/archives/{id}`; undefined when nothing has arrived.
 * @throws SyncError, also when the device may not send at all: what is refused before it was read whole breaks the
 * connection of a large upload, and its reason is never heard.
 */
export async function findUpload(
  { serverUrl, token }: ServerAccess,
  sessionId: string,
  doFetch: Fetch = fetch,
): Promise<UploadStatus | undefined> {
  const ask = (method: 'HEAD' | 'GET'): Promise<Response> =>
    reach(doFetch, `${serverUrl}/v1/archives/${sessionId}`, { method, headers: { authorization: `Bearer ${token}` } });
  const response = await ask('HEAD');
  const offset = response.headers.get(uploadHeaders.offset);
  if (response.status >= 500 || response.status === 429) throw await refusal(response);
  // An answer to HEAD has no body; the same question with GET is refused in words.
  if (response.status === 401 || response.status === 403) throw await refusal(await ask('GET'));
  if (!response.ok) return undefined;
  if (offset === null) throw notOurServer();
  return {
    offset: Number(offset),
    complete: response.headers.get(uploadHeaders.complete) === '?1',
    sha256: findDigest(response.headers.get(uploadHeaders.digest) ?? ''),
  };
}

/**
 * Sends an archive, or what is missing of it from `offset` on.
 * @returns the receipt, whatever it says: the caller compares it with its own digest.
 * @throws SyncError
 */
export async function sendArchive(
  { serverUrl, token }: ServerAccess,
  { sessionId, sha256, archive }: { sessionId: string; sha256: string; archive: Blob },
  offset: number,
  doFetch: Fetch = fetch,
): Promise<Receipt> {
  const isWhole = offset === 0;
  const response = await reach(
    doFetch,
    `${serverUrl}/v1/archives/${sessionId}`,
    {
      method: isWhole ? 'PUT' : 'PATCH',
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': isWhole ? 'application/zip' : uploadHeaders.partialType,
        [uploadHeaders.length]: String(archive.size),
        [uploadHeaders.digest]: reprDigest(sha256),
        ...(isWhole ? {} : { [uploadHeaders.offset]: String(offset) }),
      },
      body: isWhole ? archive : archive.slice(offset),
    },
    TIMEOUT_MS + (archive.size - offset) * MS_PER_UPLOADED_BYTE,
  );
  const parsed = receipt.safeParse(await bodyOf(response));
  if (!parsed.success) throw notOurServer();
  return parsed.data;
}

/** The JSON of an answer, undefined where it has none. @throws SyncError with the server's reason. */
export async function askServer(url: string, init: RequestInit, doFetch: Fetch = fetch): Promise<unknown> {
  const response = await reach(doFetch, url, init);
  return response.status === 204 ? undefined : await bodyOf(response);
}

async function reach(doFetch: Fetch, url: string, init: RequestInit, timeoutMs = TIMEOUT_MS): Promise<Response> {
  const signal = AbortSignal.timeout(Math.ceil(timeoutMs));
  try {
    return await doFetch(url, { ...init, cache: 'no-store', redirect: 'error', signal });
  } catch (error) {
    const timedOut = error instanceof Error && error.name === 'TimeoutError';
    throw new SyncError(timedOut ? 'The server did not answer in time.' : 'The server cannot be reached.', 'later');
  }
}

async function bodyOf(response: Response): Promise<unknown> {
  if (!response.ok) throw await refusal(response);
  try {
    return await response.json();
  } catch {
    throw notOurServer();
  }
}

/** An answer that is not the server's: a wrong address, a captive portal, or a proxy in between. */
export function notOurServer(facts: { status?: number; retryAfterMs?: number | undefined } = {}): SyncError {
  const sentence =
    'Something other than a CodeSight server answered. Check the server address, and whether this network wants you to sign in first.';
  return new SyncError(sentence, 'later', facts);
}

/** Statuses with which a proxy says that the server behind it is away or busy. */
const PASSING: ReadonlySet<number> = new Set([408, 425, 429]);

async function refusal(response: Response): Promise<SyncError> {
  const { status } = response;
  const retryAfterMs = readRetryAfter(response.headers.get('retry-after'), momentOf(response));
  // Cut off in the middle, or never ending: the status alone tells enough.
  const text = await response.text().catch(() => '');
  const parsed = problem.safeParse(parseJson(text));
  if (!parsed.success) {
    // Not our server's words: a proxy in between. Its 5xx and 408/425/429 pass; anything else is as good as no answer.
    if (status < 500 && !PASSING.has(status)) return notOurServer({ status, retryAfterMs });
    const sentence = `The server is not working at the moment (status ${status}). Try again in a few minutes.`;
    return new SyncError(sentence, 'later', { status, retryAfterMs });
  }
  const { code, message } = parsed.data.error;
  const known = isErrorCode(code) ? code : undefined;
  const retry = known === undefined ? (status >= 500 ? 'later' : 'never') : errors[known].retry;
  return new SyncError(message, retry, { status, retryAfterMs, code: known });
}

/** The moment of the answer by the clock of who gave it: the device's own may be months off. */
function momentOf(response: Response): number {
  const told = Date.parse(response.headers.get('date') ?? '');
  return Number.isNaN(told) ? Date.now() : told;
}

/** `Retry-After` in milliseconds: seconds, or a moment (RFC 9110, 10.2.3). Undefined when it says nothing to wait for. */
export function readRetryAfter(header: string | null, nowMs: number): number | undefined {
  if (header === null || header.trim() === '') return undefined;
  const ms = /^\s*\d+\s*$/.test(header) ? Number(header) * 1000 : Date.parse(header) - nowMs;
  return ms > 0 ? ms : undefined;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
