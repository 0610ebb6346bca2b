import type { Page } from '@playwright/test';

/** What the store of a device holds, read as its own screens read it: committed rows alone. */

type Row = Record<string, unknown>;

/** Rows of a table, each cut down to some of its fields, since contexts are large; `path` is of names with dots. */
async function readFields(page: Page, table: string, fields: readonly string[]): Promise<Row[]> {
  return page.evaluate(
    async ({ name, wanted }) => {
      const answer = <Value>(request: IDBRequest<Value>): Promise<Value> =>
        new Promise((resolve, reject) => {
          request.addEventListener('success', () => resolve(request.result));
          request.addEventListener('error', () => reject(request.error ?? new Error('The store did not answer.')));
        });
      const at = (row: unknown, path: string): unknown =>
        path.split('.').reduce<unknown>((value, key) => (value as Record<string, unknown> | undefined)?.[key], row);
      const database = await answer(indexedDB.open('codesight'));
      try {
        const rows: unknown[] = await answer(database.transaction(name).objectStore(name).getAll());
        return rows.map((row) => Object.fromEntries(wanted.map((path) => [path, at(row, path) ?? null])));
      } finally {
        database.close();
      }
    },
    { name: table, wanted: fields },
  );
}

export async function currentSession(page: Page): Promise<string | undefined> {
  const rows = await readFields(page, 'sessions', ['id', 'phase']);
  const open = rows.find(({ phase }) => phase === 'recording' || phase === 'paused');
  return open === undefined ? undefined : String(open['id']);
}

/** What pages are told of the recording, if there is one. */
export async function published(page: Page): Promise<{ sessionId: string; paused: boolean } | undefined> {
  return page.evaluate(async () => {
    type Told = { recording?: { sessionId: string; paused: boolean } | null };
    type Chrome = { storage: { local: { get(key: string): Promise<Told> } } };
    const { chrome } = globalThis as unknown as { chrome: Chrome };
    return (await chrome.storage.local.get('recording')).recording ?? undefined;
  });
}

/** As the driver's log names them. */
export async function committedTraces(page: Page, sessionId: string): Promise<ReadonlySet<string>> {
  const rows = await readFields(page, 'interactions', [
    'sessionId',
    'captured.action.type',
    'captured.locators.target.name',
  ]);
  const own = rows.filter((row) => row['sessionId'] === sessionId);
  return new Set(
    own.map((row) => `${String(row['captured.action.type'])} ${String(row['captured.locators.target.name'])}`),
  );
}

export type Outbox = {
  /** Sessions that are not sealed yet, with why sealing failed last. */
  unsealed: { id: string; phase: string; failure: string | null }[];
  archives: { sessionId: string; state: string; failure: string | null }[];
};

export async function outbox(page: Page): Promise<Outbox> {
  const sessions = await readFields(page, 'sessions', ['id', 'phase', 'sealFailure.message']);
  const archives = await readFields(page, 'archives', ['sessionId', 'state', 'failure']);
  const text = (value: unknown): string | null => (typeof value === 'string' ? value : null);
  return {
    unsealed: sessions
      .filter(({ phase }) => phase !== 'sealed')
      .map((row) => ({
        id: String(row['id']),
        phase: String(row['phase']),
        failure: text(row['sealFailure.message']),
      })),
    archives: archives.map((row) => ({
      sessionId: String(row['sessionId']),
      state: String(row['state']),
      failure: text(row['failure']),
    })),
  };
}
