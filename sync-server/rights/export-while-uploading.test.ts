import { expect, test } from 'vitest';
import { fromBufferPromise } from 'yauzl';
import { openPglite } from '../adapters/on-each-database.ts';
import { openTestApp } from '../http/open-test-app.ts';
import { makeArchive, sha256Of } from '../ingest/make-archive.ts';

const PREFIX = 'sessions/';

/** Digests of the archives in an export, by session. */
async function archivesIn(answer: Response): Promise<Map<string, string>> {
  const zip = await fromBufferPromise(Buffer.from(await answer.arrayBuffer()));
  const found = new Map<string, string>();
  for await (const entry of zip.eachEntry()) {
    if (!entry.fileName.startsWith(PREFIX)) continue;
    const pieces: Buffer[] = [];
    for await (const piece of await zip.openReadStreamPromise(entry)) pieces.push(piece as Buffer);
    found.set(entry.fileName.slice(PREFIX.length).replace('.codesight.zip', ''), sha256Of(Buffer.concat(pieces)));
  }
  return found;
}

test('F38: exports that are made while archives come in are whole, grow, and keep none of them out', async () => {
  const opened = await openPglite();
  const server = await openTestApp(opened.database);
  const { token, participantId } = await server.enrol();
  const archives = Array.from({ length: 12 }, () => makeArchive({ participantId }));
  const digests = new Map(archives.map(({ sessionId, sha256 }) => [sessionId, sha256]));
  const statuses: number[] = [];
  const upload = async (): Promise<void> => {
    for (const archive of archives) statuses.push((await server.send(archive, token)).status);
  };
  const exported: number[] = [];
  const exportAgain = async (): Promise<void> => {
    do {
      const answer = await server.request('/v1/me/export', { token });
      expect(answer.status).toBe(200);
      const found = await archivesIn(answer);
      for (const [sessionId, sha256] of found) expect(digests.get(sessionId)).toBe(sha256);
      exported.push(found.size);
    } while (statuses.length < archives.length);
  };
  await Promise.all([upload(), exportAgain()]);
  expect(statuses).toEqual(archives.map(() => 201));
  expect(exported).toEqual(exported.toSorted((a, b) => a - b));
  expect(exported.length).toBeGreaterThan(1);
  expect((await archivesIn(await server.request('/v1/me/export', { token }))).size).toBe(archives.length);
  await server.close();
  await opened.close();
});
