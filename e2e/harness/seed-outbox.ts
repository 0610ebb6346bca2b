import type { Page } from '@playwright/test';
import type { MadeArchive } from '../../sync-server/ingest/make-archive.ts';
import type { ArchiveRow } from '../../extension/store/database.ts';
import { outboxFacts } from './outbox-row.ts';

export type Seed = Pick<MadeArchive, 'sessionId' | 'sha256' | 'bytes' | 'sample' | 'manifest'> & {
  /** What its row has that a freshly sealed one has not. */
  row?: Partial<ArchiveRow>;
};

/** Puts sealed sessions into the extension's store, as if they had been recorded; open pages read them when loaded anew. */
export async function seedOutbox(page: Page, seeds: readonly Seed[]): Promise<void> {
  const rows = seeds.map(({ row = {}, ...made }) => ({
    session: {
      ...made.sample.session,
      phase: 'sealed',
      pauses: [],
      gaveUpReason: null,
      narration: null,
      judgement: null,
      sealFailure: null,
    },
    archive: { ...outboxFacts(made), ...row },
    base64: Buffer.from(made.bytes).toString('base64'),
  }));
  await page.evaluate(async (given) => {
    const opening = indexedDB.open('codesight');
    await new Promise((resolve) => opening.addEventListener('success', resolve));
    const writing = opening.result.transaction(['sessions', 'archives'], 'readwrite');
    for (const { session, archive, base64 } of given) {
      const content = Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
      writing.objectStore('sessions').put(session);
      writing.objectStore('archives').put({ ...archive, archive: new Blob([content]), training: new Blob([]) });
    }
    await new Promise((resolve) => writing.addEventListener('complete', resolve));
    opening.result.close();
  }, rows);
}
