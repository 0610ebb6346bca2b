import { capturedInteraction } from '../../shared/interactions/interaction.ts';
import { state } from '../../shared/interactions/state.ts';
import { knownTerms } from '../../shared/privacy/find-known.ts';
import { maskKnown, maskKnownIn } from '../../shared/privacy/mask-known.ts';
import type { NumberedValue } from '../../shared/privacy/private-value.ts';
import { rewriteTexts } from '../store/amend-session.ts';
import type { Database } from '../store/database.ts';

/** As in the session's schema. */
const MAX_REASON = 300;

/** Masks what is known to be private in every text that is stored of a session. */
export async function maskSession(
  database: Database,
  sessionId: string,
  values: readonly NumberedValue[],
): Promise<void> {
  const known = knownTerms(values);
  await rewriteTexts(database, sessionId, {
    interaction(row) {
      row.captured = maskKnownIn(capturedInteraction, row.captured, known);
      if (row.settled !== null) row.settled = maskKnownIn(state, row.settled, known);
    },
    address: (url) => maskKnown(url, known),
    text: (text) => maskKnown(text, known).slice(0, MAX_REASON),
  });
}
