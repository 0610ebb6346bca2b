import { KnownError } from '../../shared/errors.ts';

/** The refusal of an archive: `what` says where it is broken, and how. */
export function archiveInvalid(what: string, cause?: unknown): KnownError {
  return new KnownError('ARCHIVE_INVALID', `The archive cannot be accepted: ${what}.`, { cause });
}

/** A name out of an archive, safe to show: short, and in quotation marks with everything unusual escaped. */
export function quoted(name: string): string {
  return JSON.stringify(name.length > 80 ? `${name.slice(0, 80)}…` : name);
}
