import { afterEach, beforeEach, expect, test } from 'vitest';
import { receipt, reprDigest, uploadHeaders } from '../../shared/api/receipt.ts';
import { newId } from '../../shared/new-id.ts';
import { onEachDatabase } from '../adapters/on-each-database.ts';
import { openTestApp, type TestApp } from '../http/open-test-app.ts';
import { type MadeArchive, makeArchive } from '../ingest/make-archive.ts';

onEachDatabase('imports', (opened) => {
  let server: TestApp;
  let administrator: string;
  let participantId: string;
  let token: string;
  beforeEach(async () => {
    server = await openTestApp(opened().database);
    administrator = await server.issue('administrator');
    ({ participantId, token } = await server.enrol());
  });
  afterEach(() => server.close());

  const bring = async (
    archive: Pick<MadeArchive, 'bytes' | 'sha256' | 'sessionId'>,
    given: { participant?: string; token?: string } = {},
  ) =>
    server.app.request(`/v1/admin/archives/${archive.sessionId}?participant=${given.participant ?? participantId}`, {
      method: 'PUT',
      headers: {
        authorization: `Bearer ${given.token ?? administrator}`,
        [uploadHeaders.length]: String(archive.bytes.length),
        [uploadHeaders.digest]: reprDigest(archive.sha256),
      },
      body: archive.bytes,
    });
  const codeOf = async (answer: Response) => [
    answer.status,
    ((await answer.json()) as { error: { code: string } }).error.code,
  ];
  const imports = () =>
    opened().database.selectFrom('audit_log').selectAll().where('act', '=', 'import-archive').execute();

  test('an archive that is brought as a file is stored like any other, looked through, and in the audit log', async () => {
    const archive = makeArchive({ participantId });
    const answer = await bring(archive);
    expect(answer.status).toBe(201);
    expect(receipt.parse(await answer.json())).toMatchObject({
      archiveSha256: archive.sha256,
      screening: 'clear',
      duplicate: false,
    });
    const own = await server.request(`/v1/archives/${archive.sessionId}`, { token });
    expect(Buffer.from(await own.arrayBuffer()).equals(archive.bytes)).toBe(true);
    const [act] = await imports();
    expect(act).toMatchObject({ subject: archive.sessionId, details: { participantId, sha256: archive.sha256 } });
    expect(act?.actor).toMatch(/^[0-9a-f]{8}$/);
  });

  test('brought again, or sent by its device later all the same, it gives the same receipt and is stored once', async () => {
    const archive = makeArchive({ participantId });
    const first = receipt.parse(await (await bring(archive)).json());
    const again = await bring(archive);
    expect([again.status, await again.json()]).toMatchObject([200, { duplicate: true, storedAt: first.storedAt }]);
    const sent = await server.send(archive, token);
    expect([sent.status, await sent.json()]).toMatchObject([200, { duplicate: true, archiveSha256: archive.sha256 }]);
    expect(await server.filesOnDisk()).toHaveLength(1);
  });

  test('one that names nobody is of whom the administrator says; one that names somebody is nobody else’s', async () => {
    const nameless = makeArchive({ participantId: null });
    expect((await bring(nameless)).status).toBe(201);
    const other = await server.enrol();
    const refused = await bring(makeArchive({ participantId }), { participant: other.participantId });
    expect(await codeOf(refused)).toEqual([403, 'FORBIDDEN']);
  });

  test('an unknown participant’s archive is refused with what to do, and nothing is kept or logged', async () => {
    const stranger = newId(Date.UTC(2026, 0, 1));
    const answer = await bring(makeArchive({ participantId: stranger }), { participant: stranger });
    const { error } = (await answer.json()) as { error: { code: string; message: string } };
    expect([answer.status, error.code]).toEqual([404, 'NOT_FOUND']);
    expect(error.message).toContain('Take it in at the server that they joined.');
    expect([await server.filesOnDisk(), await imports()]).toEqual([[], []]);
  });

  test('who has withdrawn stays withdrawn, whoever brings their archives', async () => {
    const archive = makeArchive({ participantId });
    await server.request('/v1/me/withdrawal', { token, method: 'POST' });
    expect(await codeOf(await bring(archive))).toEqual([410, 'ERASED']);
    expect((await server.filesOnDisk()).filter((name) => name.endsWith('.zip'))).toEqual([]);
  });

  test('a broken archive is refused here as everywhere, and leaves nothing', async () => {
    const broken = makeArchive({ participantId, files: (files) => void files.delete('outcome.json') });
    expect(await codeOf(await bring(broken))).toEqual([422, 'ARCHIVE_INVALID']);
    expect(await server.filesOnDisk()).toEqual([]);
  });

  test('nobody but an administrator brings archives', async () => {
    const archive = makeArchive({ participantId });
    expect((await bring(archive, { token: 'none' })).status).toBe(401);
    expect((await bring(archive, { token })).status).toBe(403);
    expect((await bring(archive, { token: await server.issue('researcher') })).status).toBe(403);
  });
});
