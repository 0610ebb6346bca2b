import { text } from '../text.ts';

/** Errors that are thrown with a sentence for the participant. All others are for developers. */
const TOLD: ReadonlySet<string> = new Set(['Error', 'SyncError', 'KnownError']);
/** The browser's own words, and ours, for a context of the extension that is not there. */
const UNANSWERED =
  /Could not establish connection|message (port|channel) closed|context invalidated|^No context handles/;

/** Why something that a participant asked for failed, in words that say what to do. */
export function failureWords(error: unknown): string {
  if (!(error instanceof Error)) return text.failed.unexpected;
  if (UNANSWERED.test(error.message)) return text.failed.unanswered;
  return TOLD.has(error.name) ? error.message : text.failed.unexpected;
}
