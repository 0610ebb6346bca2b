import { Dexie, type Transaction } from 'dexie';
import type { SessionSummary } from '../../shared/archive/manifest.ts';
import type { ArchiveRow, Database, InteractionRow, SessionRow } from './database.ts';
import { readSummary } from './read-summary.ts';
import { tellLostPictures } from './tell-lost-pictures.ts';

/** Rows as any earlier version may have left them: what came later is not there. */
type Earlier<Row, Added extends keyof Row> = Omit<Row, Added> & Partial<Pick<Row, Added>>;
type EarlierSession = Earlier<SessionRow, 'narration'>;
type EarlierInteraction = Omit<InteractionRow, 'captured'> & {
  captured: Earlier<InteractionRow['captured'], 'changedAt'>;
};
type EarlierArchive = Earlier<ArchiveRow, 'summary'> & { examples?: number };

/**
 * Gives the rows of every earlier version what today's code reads, and loses nothing: archives keep their bytes. Frames
 * in a form that is no longer read say so in open sessions; those of sealed ones lie in their archives.
 */
export async function moderniseRows(transaction: Transaction): Promise<void> {
  const sessions: Database['sessions'] = transaction.table('sessions');
  const interactions: Database['interactions'] = transaction.table('interactions');
  const archives: Database['archives'] = transaction.table('archives');
  const frames: Database['frames'] = transaction.table('frames');
  const pictures: Database['pictures'] = transaction.table('pictures');
  const deltas: Database['deltas'] = transaction.table('deltas');
  const known: Database['known'] = transaction.table('known');
  await sessions.toCollection().modify((row: EarlierSession) => moderniseSession(row));
  await interactions
    .filter((row: EarlierInteraction) => row.captured.changedAt === undefined)
    // When it changed last is not known: then a picture from before counts as one of another state.
    .modify((row: EarlierInteraction) => void (row.captured.changedAt = row.at));
  // Made of one base each, which is read no more; the next picture of the tab is a whole one.
  await known.filter(({ frames: last }) => last.some(({ ancestors }) => ancestors === undefined)).delete();
  for (const { id, phase } of await sessions.toArray())
    if (phase !== 'sealed') await tellLostPictures({ frames, pictures, deltas, known }, id);
  await addSummaries({ sessions, archives });
  await archives.toCollection().modify((row: EarlierArchive) => void delete row.examples);
}

function moderniseSession(row: EarlierSession): void {
  row.narration ??= null;
  for (const pause of row.pauses as Earlier<SessionRow['pauses'][number], 'reason'>[]) pause.reason ??= 'participant';
  const quality: { deductions?: unknown } | undefined = row.judgement?.quality;
  if (quality !== undefined) quality.deductions ??= [];
}

async function addSummaries({ sessions, archives }: Pick<Database, 'sessions' | 'archives'>): Promise<void> {
  const rows: EarlierArchive[] = await archives.filter((row: EarlierArchive) => row.summary === undefined).toArray();
  for (const { sessionId, archive, examples = 0 } of rows) {
    // What is read is no request to the database, which would end the transaction while nobody asks.
    const read = archive === null ? undefined : await Dexie.waitFor(readSummary(archive));
    const session = await sessions.get(sessionId);
    const summary = read ?? (session && summaryOf(session, examples));
    if (summary !== undefined) await archives.update(sessionId, { summary });
  }
}

/** What is known without the archive, whose copy was removed: what it held beside that is told as nothing. */
function summaryOf(session: SessionRow, examples: number): SessionSummary {
  const { judgement } = session;
  return {
    sessionId: session.id,
    type: session.type,
    participantId: session.participantId,
    scenarioId: session.scenario?.id ?? null,
    consentVersion: session.consent.version,
    startedAt: session.startedAt,
    endedAt: session.endedAt ?? session.startedAt,
    sites: [],
    interactions: judgement?.interactions ?? 0,
    steps: 0,
    examples,
    pictures: 0,
    quality: judgement?.quality.overall ?? 0,
    verdict: judgement?.quality.verdict ?? 'review',
    completed: judgement?.outcome.completed ?? null,
    extensionVersion: session.device.extensionVersion,
  };
}
