import type { IntentLabel } from '../interactions/intent.ts';

/** A label with the sentence that explains it. `confidence` is 0 to 1. */
export type Guess = { label: IntentLabel; text: string; confidence: number };
