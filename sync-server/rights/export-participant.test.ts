import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openPromise } from 'yauzl';
import { openPglite } from '../adapters/on-each-database.ts';
import { openTestApp } from '../http/open-test-app.ts';
import { makeArchive, sha256Of } from '../ingest/make-archive.ts';

test('R11.6: the export holds all that is stored about oneself, archives byte for byte, and nothing of others', async () => {
  const opened = await openPglite();
  const server = await openTestApp(opened.database);
  const { token, participantId } = await server.enrol();
  const other = await server.enrol();
  const archives = [makeArchive({ participantId }), makeArchive({ participantId })];
  for (const archive of archives) await server.send(archive, token);
  await server.send(makeArchive({ participantId: other.participantId }), other.token);
  const researcher = await server.issue('researcher');
  await server.request(`/v1/archives/${archives[0]?.sessionId}`, { token: researcher });

  const answer = await server.request('/v1/me/export', { token });
  expect(answer.headers.get('content-type')).toBe('application/zip');
  const folder = await mkdtemp(join(tmpdir(), 'codesight-export-'));
  const path = join(folder, 'export.zip');
  await writeFile(path, Buffer.from(await answer.arrayBuffer()));
  const zip = await openPromise(path);
  const files = new Map<string, Buffer>();
  for await (const entry of zip.eachEntry()) {
    const pieces: Buffer[] = [];
    for await (const piece of await zip.openReadStreamPromise(entry)) pieces.push(piece as Buffer);
    files.set(entry.fileName, Buffer.concat(pieces));
  }
  const names = archives.map(({ sessionId }) => `sessions/${sessionId}.codesight.zip`);
  expect([...files.keys()].toSorted()).toEqual(['about-me.json', ...names].toSorted());
  for (const { sessionId, sha256 } of archives) {
    expect(sha256Of(files.get(`sessions/${sessionId}.codesight.zip`) ?? Buffer.alloc(0))).toBe(sha256);
  }
  const about = files.get('about-me.json')?.toString() ?? '';
  expect(JSON.parse(about)).toMatchObject({
    participant: { id: participantId },
    consents: [{ act: 'given', purposes: ['recording', 'training'] }],
    devices: [{ label: 'test' }],
    log: [{ act: 'read-archive', actor: 'somebody else', subject: archives[0]?.sessionId }, { act: 'export-own' }],
  });
  expect(about).not.toContain(other.participantId);
  expect(about).not.toContain(token);
  zip.close();
  await rm(folder, { recursive: true });
  await server.close();
  await opened.close();
});
