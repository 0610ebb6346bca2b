import { appendFile, rm } from 'node:fs/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { receipt, reprDigest } from '../../shared/api/receipt.ts';
import { KnownError } from '../../shared/errors.ts';
import { onEachDatabase } from '../adapters/on-each-database.ts';
import { openTestApp, type TestApp } from '../http/open-test-app.ts';
import { brokenArchives } from '../ingest/broken-archives.ts';
import { tombstoneOf } from '../ingest/check-willingness.ts';
import { clearUnfinished } from '../ingest/clear-unfinished.ts';
import { makeArchive, sha256Of } from '../ingest/make-archive.ts';
import { keepSweeping, sweepParts } from '../ingest/sweep-parts.ts';
import { verifyArchive } from '../ingest/verify-archive.ts';
import { waitingLine } from '../ingest/waiting-line.ts';

onEachDatabase('archives', (opened) => {
  let server: TestApp;
  let participantId: string;
  let token: string;
  beforeEach(async () => {
    server = await openTestApp(opened().database);
    ({ participantId, token } = await server.enrol());
  });
  afterEach(() => server.close());

  const rowsLeft = async () => {
    const { database } = opened();
    const sessions = await database.selectFrom('sessions').select('id').execute();
    const pending = await database.selectFrom('pending_objects').select('object_key').execute();
    return sessions.length + pending.length;
  };
  const codeOf = async (answer: Response) => ((await answer.json()) as { error: { code: string } }).error.code;

  test('an archive is stored, its receipt says so, and it comes back byte for byte', async () => {
    const archive = makeArchive({ participantId });
    const answer = await server.send(archive, token);
    expect(answer.status).toBe(201);
    expect(receipt.parse(await answer.json())).toEqual({
      receipt: 'codesight',
      screening: 'clear',
      sessionId: archive.sessionId,
      archiveSha256: archive.sha256,
      bytes: archive.bytes.length,
      storedAt: server.clock.now,
      verdict: 'accepted',
      duplicate: false,
    });
    const download = await server.request(`/v1/archives/${archive.sessionId}`, { token });
    expect(download.headers.get('content-disposition')).toContain('attachment');
    expect(download.headers.get('x-content-type-options')).toBe('nosniff');
    expect(Buffer.from(await download.arrayBuffer()).equals(archive.bytes)).toBe(true);
    expect(await server.filesOnDisk()).toEqual([`${archive.sessionId}-${archive.sha256}.zip`]);
  });

  test('sending it again gives the same receipt, and other content under its id is refused', async () => {
    const archive = makeArchive({ participantId });
    await server.send(archive, token);
    const again = await server.send(archive, token);
    expect(again.status).toBe(200);
    expect(await again.json()).toMatchObject({ duplicate: true, archiveSha256: archive.sha256 });

    const other = makeArchive({ participantId, sessionId: archive.sessionId, site: 'other.example' });
    const refused = await server.send(other, token);
    expect([refused.status, await codeOf(refused)]).toEqual([409, 'CONFLICT']);
    expect(await server.filesOnDisk()).toHaveLength(1);
  });

  test('two requests with one archive at once store it once', async () => {
    const archive = makeArchive({ participantId });
    const answers = await Promise.all([server.send(archive, token), server.send(archive, token)]);
    const statuses = answers.map(({ status }) => status).sort((a, b) => a - b);
    expect(statuses).toEqual([201, 409]);
    const loser = answers.find(({ status }) => status === 409);
    expect(loser?.headers.get('retry-after')).toBe('2');
    expect(await server.filesOnDisk()).toHaveLength(1);
  });

  test('two server processes that get one archive at once both give its receipt, and it is stored once', async () => {
    const other = await openTestApp(opened().database, { store: server.deps.store });
    const archive = makeArchive({ participantId });
    const answers = await Promise.all([server.send(archive, token), other.send(archive, token)]);
    await other.close();
    for (const answer of answers) {
      if (answer.status === 503) continue; // overtaken between its two steps: it is told to send again
      expect(await answer.json()).toMatchObject({ archiveSha256: archive.sha256 });
    }
    expect(answers.some(({ status }) => status === 201)).toBe(true);
    const download = await server.request(`/v1/archives/${archive.sessionId}`, { token });
    expect((await download.arrayBuffer()).byteLength).toBe(archive.bytes.length);
    expect(await server.filesOnDisk()).toHaveLength(1);
    expect(await rowsLeft()).toBe(1);
  });

  test('one that breaks off is gone on with from where it stopped', async () => {
    const archive = makeArchive({ participantId });
    const half = archive.bytes.length >> 1;
    const breaking = new ReadableStream<Uint8Array>({
      start: (stream) => stream.enqueue(archive.bytes.slice(0, half)),
      pull: (stream) => stream.error(new Error('aborted')),
    });
    const broken = await server.send(archive, token, { body: breaking });
    expect(await codeOf(broken)).toBe('OFFSET_MISMATCH');

    const path = `/v1/archives/${archive.sessionId}`;
    const asked = await server.request(path, { token, method: 'HEAD' });
    expect(asked.status).toBe(204);
    expect(asked.headers.get('upload-complete')).toBe('?0');
    const offset = Number(asked.headers.get('upload-offset'));
    expect(offset).toBe(half);

    const partial = { 'content-type': 'application/partial-upload' };
    const wrong = await server.send(archive, token, {
      method: 'PATCH',
      headers: { ...partial, 'upload-offset': String(offset + 1) },
      body: archive.bytes.slice(offset + 1),
    });
    expect(wrong.headers.get('upload-offset')).toBe(String(half));
    expect(await wrong.json()).toMatchObject({ error: { code: 'OFFSET_MISMATCH', details: { offset: half } } });

    const rest = await server.send(archive, token, {
      method: 'PATCH',
      headers: { ...partial, 'upload-offset': String(offset) },
      body: archive.bytes.slice(offset),
    });
    expect(rest.status).toBe(201);
    const done = await server.request(path, { token, method: 'HEAD' });
    expect(done.headers.get('upload-complete')).toBe('?1');
    expect(done.headers.get('repr-digest')).toBe(reprDigest(archive.sha256));
    expect(await server.filesOnDisk()).toHaveLength(1);
  });

  test('nothing is known of an archive of which nothing has arrived', async () => {
    const path = `/v1/archives/${crypto.randomUUID()}`;
    expect((await server.request(path, { token, method: 'HEAD' })).status).toBe(404);
    expect((await server.request(path, { token })).status).toBe(404);
  });

  test('a session recorded before enrolment becomes that of the token', async () => {
    const archive = makeArchive({ participantId: null });
    expect((await server.send(archive, token)).status).toBe(201);
    const row = await opened().database.selectFrom('sessions').select('participant_id').executeTakeFirst();
    expect(row?.participant_id).toBe(participantId);
  });

  test('a session of another participant, or sent as another one, is refused without a trace', async () => {
    const foreign = await server.send(makeArchive({ participantId: crypto.randomUUID() }), token);
    expect([foreign.status, await codeOf(foreign)]).toEqual([403, 'FORBIDDEN']);
    const renamed = await server.send(makeArchive({ participantId }), token, { sessionId: crypto.randomUUID() });
    expect([renamed.status, await codeOf(renamed)]).toEqual([422, 'ARCHIVE_INVALID']);
    expect(await server.filesOnDisk()).toEqual([]);
    expect(await rowsLeft()).toBe(0);
  });

  test('no broken archive leaves a file, an object or a row behind', async () => {
    for (const { name, bytes, code } of brokenArchives()) {
      const sha256 = sha256Of(bytes);
      const answer = await server.send({ bytes, sha256, sessionId: crypto.randomUUID() }, token);
      expect([name, answer.status, await codeOf(answer)]).toEqual([name, 422, code ?? 'ARCHIVE_INVALID']);
    }
    expect(await server.filesOnDisk()).toEqual([]);
    expect(await rowsLeft()).toBe(0);
  });

  test('what does not fit its announcement is refused without a trace', async () => {
    const archive = makeArchive({ participantId });
    const other = await server.send(archive, token, { sha256: 'b'.repeat(64) });
    expect([other.status, await codeOf(other)]).toEqual([422, 'DIGEST_MISMATCH']);
    const longer = await server.send(archive, token, { headers: { 'upload-length': '100' } });
    expect([longer.status, await codeOf(longer)]).toEqual([413, 'TOO_LARGE']);
    const huge = await server.send(archive, token, { headers: { 'upload-length': String(2 ** 31) } });
    expect([huge.status, await codeOf(huge)]).toEqual([413, 'TOO_LARGE']);
    const nameless = await server.send(archive, token, { headers: { 'repr-digest': 'md5=:x:' } });
    expect([nameless.status, await codeOf(nameless)]).toEqual([400, 'INVALID_REQUEST']);
    const endless = await server.app.request(`/v1/archives/${archive.sessionId}`, {
      method: 'PUT',
      headers: { authorization: `Bearer ${token}`, 'repr-digest': reprDigest(archive.sha256) },
      body: archive.bytes,
    });
    expect([endless.status, await codeOf(endless)]).toEqual([411, 'LENGTH_REQUIRED']);
    expect(await server.filesOnDisk()).toEqual([]);
  });

  test('a full waiting line is answered with a moment to come back', async () => {
    const full = await openTestApp(opened().database, { line: waitingLine({ running: 0, waiting: 0, busyForMs: 0 }) });
    const answer = await full.send(makeArchive({ participantId }), token);
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '1']);
    await full.close();
  });

  test('a store that fails leaves no row, and the archive can be sent again without its body', async () => {
    const { store } = server.deps;
    let failures = 1;
    const moody = {
      ...store,
      put: (...args: Parameters<typeof store.put>) =>
        failures-- > 0 ? Promise.reject(new KnownError('UNAVAILABLE', 'down')) : store.put(...args),
    };
    const other = await openTestApp(opened().database, { store: moody });
    const archive = makeArchive({ participantId });
    expect((await other.send(archive, token)).status).toBe(503);
    expect(await rowsLeft()).toBe(0);
    const rest = await other.send(archive, token, {
      method: 'PATCH',
      headers: { 'content-type': 'application/partial-upload', 'upload-offset': String(archive.bytes.length) },
      body: new Uint8Array(0),
    });
    expect(rest.status).toBe(201);
    await other.close();
  });

  test('parts that nobody goes on with are thrown away after a day', async () => {
    const archive = makeArchive({ participantId });
    await server.send(archive, token, { body: archive.bytes.slice(0, 100) });
    expect(await server.filesOnDisk()).toHaveLength(1);
    const in23Hours = { ...server.deps, now: () => Date.now() + 23 * 3_600_000 };
    expect((await clearUnfinished(in23Hours, 0)).parts).toBe(0);
    const in25Hours = { ...server.deps, now: () => Date.now() + 25 * 3_600_000 };
    expect((await clearUnfinished(in25Hours, 0)).parts).toBe(1);
    expect(await server.filesOnDisk()).toEqual([]);
  });

  test('R12.1: what another process has erased goes from the disk of this one, and what goes on stays', async () => {
    const [erased, left, going] = [1, 2, 3].map(() => makeArchive({ participantId }));
    const other = await server.enrol();
    const theirs = makeArchive({ participantId: other.participantId });
    for (const archive of [erased, left, going])
      if (archive !== undefined) await server.send(archive, token, { body: archive.bytes.slice(0, 100) });
    await server.send(theirs, other.token, { body: theirs.bytes.slice(0, 100) });
    const { database } = opened();
    // As the other process does it: it does not have these files.
    const tombstone = { sha256: tombstoneOf(erased?.sessionId ?? ''), erased_at: 1 };
    await database.insertInto('tombstones').values(tombstone).execute();
    await database.updateTable('participants').set({ withdrawn_at: 1 }).where('id', '=', other.participantId).execute();
    expect(await sweepParts({ ...server.deps, now: Date.now })).toBe(2);
    const sessionsLeft = async () => new Set((await server.filesOnDisk()).map((name) => name.slice(37, 73)));
    expect(await sessionsLeft()).toEqual(new Set([left?.sessionId, going?.sessionId]));

    // And again and again, by itself.
    const sweeping = keepSweeping({ ...server.deps, now: Date.now, sweepMore: () => Promise.resolve(0) }, 10);
    await database.updateTable('participants').set({ withdrawn_at: 1 }).where('id', '=', participantId).execute();
    await expect.poll(sessionsLeft, { timeout: 10_000 }).toEqual(new Set());
    await sweeping.stop();
  });

  test('R12.5: an archive is not refused for good for what another process has made of its part meanwhile', async () => {
    const archive = makeArchive({ participantId });
    const meddled = await openTestApp(opened().database, {
      verify: async (path) => {
        await appendFile(path, 'what a proxy still had');
        return await verifyArchive(path);
      },
    });
    const answer = await meddled.send(archive, token);
    expect([answer.status, await codeOf(answer)]).toEqual([409, 'UPLOAD_IN_PROGRESS']);
    await meddled.close();
  });

  test('R12.5: who comes to an end after another process has stored the same archive gets its receipt', async () => {
    const archive = makeArchive({ participantId });
    const late = await openTestApp(opened().database, {
      verify: async (path) => {
        expect((await server.send(archive, token)).status).toBe(201);
        await rm(path);
        return await verifyArchive(path);
      },
    });
    const answer = await late.send(archive, token);
    expect([answer.status, await answer.json()]).toEqual([
      200,
      expect.objectContaining({ archiveSha256: archive.sha256, duplicate: true }),
    ]);
    await late.close();
  });

  test('after consent is withdrawn nothing more is taken in', async () => {
    expect((await server.request('/v1/me/withdrawal', { token, method: 'POST' })).status).toBe(204);
    const answer = await server.send(makeArchive({ participantId }), token);
    expect([answer.status, await codeOf(answer)]).toEqual([410, 'ERASED']);
  });

  test('reading a recording is written down, except by the one who made it', async () => {
    const archive = makeArchive({ participantId });
    await server.send(archive, token);
    const path = `/v1/archives/${archive.sessionId}`;
    const stranger = await server.enrol();
    expect((await server.request(path, { token: stranger.token })).status).toBe(404);
    await (await server.request(path, { token })).arrayBuffer();
    await (await server.request(path, { token: await server.issue('researcher') })).arrayBuffer();
    const log = await opened().database.selectFrom('audit_log').select(['act', 'subject']).execute();
    expect(log).toEqual([{ act: 'read-archive', subject: archive.sessionId }]);
  });

  test('many participants at once lose and mix nothing', async () => {
    const people = await Promise.all(Array.from({ length: 5 }, () => server.enrol()));
    const sent = people.flatMap((person) =>
      [1, 2].map(() => ({ person, archive: makeArchive({ participantId: person.participantId }) })),
    );
    const answers = await Promise.all(sent.map(({ person, archive }) => server.send(archive, person.token)));
    expect(answers.map(({ status }) => status)).toEqual(sent.map(() => 201));
    for (const { person, archive } of sent) {
      const download = await server.request(`/v1/archives/${archive.sessionId}`, { token: person.token });
      expect(Buffer.from(await download.arrayBuffer()).equals(archive.bytes)).toBe(true);
    }
    expect(await server.filesOnDisk()).toHaveLength(10);
  });
});
