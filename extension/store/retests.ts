import { isAbsent } from '../../shared/interactions/absent.ts';
import type { Locators } from '../../shared/interactions/locators.ts';
import { pageTemplate } from '../../shared/locate/page-template.ts';
import type { Retest } from '../../shared/locate/retest.ts';
import type { Database, InteractionRow } from './database.ts';

/** Where and when locators could be run again: a page at rest. `key` names it in the records. */
export type Occasion = { sessionId: string; pageId: string; domEpoch: number; template: string; key: string };

/** Of the last ones: reading and judging more would keep a page busy. */
const MAX_TARGETS = 30;
/** Of one interaction; a page that is visited all day says nothing more after so many. */
const MAX_RETESTS = 20;

/**
 * Targets of the session on pages of this template whose locators were not run again on this occasion, latest first.
 * One of the very same page counts once the page has changed since.
 */
export async function findRetestable(
  { interactions }: Database,
  { sessionId, pageId, domEpoch, template, key }: Occasion,
): Promise<{ interactionId: string; locators: Locators }[]> {
  const rows = await interactions.where('[sessionId+at]').between([sessionId, 0], [sessionId, Infinity]).toArray();
  const isDue = ({ captured, retests = [] }: InteractionRow): boolean => {
    if (isAbsent(captured.context) || pageTemplate(captured.context.page.url) !== template) return false;
    if (captured.pageId === pageId && captured.domEpoch === domEpoch) return false;
    return retests.length < MAX_RETESTS && !retests.some((each) => each.key === key);
  };
  return rows
    .toReversed()
    .filter(isDue)
    .flatMap(({ id, captured: { locators } }) => (isAbsent(locators) ? [] : [{ interactionId: id, locators }]))
    .slice(0, MAX_TARGETS);
}

/**
 * Adds what came of one re-test. The same one again changes nothing; one for a session that no longer records, or with
 * another number of outcomes than there are locators, is passed over.
 */
export async function addRetest(database: Database, interactionId: string, retest: Retest): Promise<void> {
  const { sessions, interactions } = database;
  await database.transaction('rw', sessions, interactions, async () => {
    const row = await interactions.get(interactionId);
    if (!row || isAbsent(row.captured.locators)) return;
    const session = await sessions.get(row.sessionId);
    // A finished session is being judged and sealed: the same session must give the same bytes.
    if (session?.phase !== 'recording' && session?.phase !== 'paused') return;
    const { retests = [] } = row;
    if (retests.length >= MAX_RETESTS || retests.some(({ key }) => key === retest.key)) return;
    if (retest.outcomes.length !== row.captured.locators.candidates.length) return;
    await interactions.update(interactionId, { retests: [...retests, retest] });
  });
}
