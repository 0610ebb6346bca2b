import { mkdir } from 'node:fs/promises';
import { newId } from '../../shared/new-id.ts';
import { openDatabase } from '../../sync-server/adapters/postgres.ts';
import { issueToken } from '../../sync-server/auth/issue.ts';
import { sampleConsent } from '../../shared/session/sample-consent.ts';

export type Person = { participantId: string; token: string };

/** Participants in the database of a server that does not run yet: enrolling is limited to some at a time. */
export async function joinEverybody(dataDir: string, count: number, url: string | undefined): Promise<Person[]> {
  await mkdir(dataDir, { recursive: true });
  const { database, close } = await openDatabase({ url, dataDir });
  const now = Date.now();
  const people: Person[] = [];
  await database.transaction().execute(async (transaction) => {
    for (let index = 0; index < count; index++) {
      const participantId = newId(now);
      const row = { id: participantId, created_at: now, consent: JSON.stringify(sampleConsent), withdrawn_at: null };
      await transaction.insertInto('participants').values(row).execute();
      const order = { scope: 'participant', participantId, label: 'bench', now, expiresAt: null } as const;
      people.push({ participantId, token: (await issueToken(transaction, order)).token });
    }
  });
  await close();
  return people;
}
