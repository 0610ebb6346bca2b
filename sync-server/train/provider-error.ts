/**
 * What a failed call means for the run:
 * - `refused`: the provider has decided; asking again cannot help;
 * - `later`: nothing happened there, asking again can help;
 * - `unknown`: the answer is lost, so that what was asked for may have been done.
 */
export type FailureOutcome = 'refused' | 'later' | 'unknown';

/** A call to a training provider that failed. `message` holds the provider's own words in full. */
export class ProviderError extends Error {
  override readonly name = 'ProviderError';
  /** The provider's code where it gave one, else one of ours, such as `no_answer`. */
  readonly code: string;
  readonly outcome: FailureOutcome;
  /** How long the provider asked us to wait. */
  readonly retryAfterMs: number | undefined;

  constructor(
    code: string,
    message: string,
    options: { outcome: FailureOutcome; retryAfterMs?: number | undefined; cause?: unknown },
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.outcome = options.outcome;
    this.retryAfterMs = options.retryAfterMs;
  }
}
