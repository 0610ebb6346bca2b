/**
 * Every failure that one side may report to the other: its HTTP status, and whether sending the same thing again
 * later can help. The server answers from this table and the extension decides from it, so that they cannot disagree.
 */
export const errors = {
  INVALID_REQUEST: { status: 400, retry: 'never' },
  ARCHIVE_INVALID: { status: 422, retry: 'never' },
  ARCHIVE_VERSION_UNKNOWN: { status: 422, retry: 'never' },
  DIGEST_MISMATCH: { status: 422, retry: 'later' },
  LENGTH_REQUIRED: { status: 411, retry: 'never' },
  TOO_LARGE: { status: 413, retry: 'never' },
  UNAUTHENTICATED: { status: 401, retry: 'never' },
  FORBIDDEN: { status: 403, retry: 'never' },
  ENROLMENT_CODE_INVALID: { status: 403, retry: 'never' },
  REJOIN_REFUSED: { status: 403, retry: 'never' },
  NOT_FOUND: { status: 404, retry: 'never' },
  CONFLICT: { status: 409, retry: 'never' },
  UPLOAD_IN_PROGRESS: { status: 409, retry: 'later' },
  OFFSET_MISMATCH: { status: 409, retry: 'later' },
  CONSENT_OUTDATED: { status: 409, retry: 'never' },
  ERASED: { status: 410, retry: 'never' },
  TOO_MANY_REQUESTS: { status: 429, retry: 'later' },
  DATASET_TOO_SMALL: { status: 422, retry: 'never' },
  PROVIDER_NOT_CONFIGURED: { status: 422, retry: 'never' },
  PROVIDER_REFUSED: { status: 502, retry: 'never' },
  ARCHIVE_COLD: { status: 503, retry: 'later' },
  INTERNAL: { status: 500, retry: 'later' },
  UNAVAILABLE: { status: 503, retry: 'later' },
} as const satisfies Record<string, { status: number; retry: 'never' | 'later' }>;

export type ErrorCode = keyof typeof errors;

/** A failure that the other side can act on. `message` says in one sentence what was wrong and what to do. */
export class KnownError extends Error {
  override readonly name = 'KnownError';
  readonly code: ErrorCode;
  /** Seconds after which trying again makes sense; sent as `Retry-After`. */
  readonly retryAfterS: number | undefined;
  /** Facts that a program needs to go on, for example the offset that an upload stands at. */
  readonly details: Readonly<Record<string, string | number>> | undefined;

  constructor(
    code: ErrorCode,
    message: string,
    options: { cause?: unknown; retryAfterS?: number; details?: Readonly<Record<string, string | number>> } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.retryAfterS = options.retryAfterS;
    this.details = options.details;
  }
}

export function isErrorCode(code: string): code is ErrorCode {
  return Object.hasOwn(errors, code);
}
