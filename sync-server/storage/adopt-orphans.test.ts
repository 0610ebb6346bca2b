import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startS3 } from '../../e2e/stand-ins/s3.ts';
import { folderStore } from '../adapters/folder-store.ts';
import { onEachDatabase } from '../adapters/on-each-database.ts';
import { s3Store } from '../adapters/s3-store.ts';
import { testBucket } from '../adapters/test-bucket.ts';
import type { ArchiveStore } from '../archive-store.ts';
import { issueEnrolmentCode } from '../auth/issue.ts';
import { openTestApp, type TestApp } from '../http/open-test-app.ts';
import { adoptArchive, type AdoptDeps } from '../ingest/adopt-archive.ts';
import { checkStorage, deleteOrphan } from '../ingest/check-storage.ts';
import { makeArchive, type MadeArchive } from '../ingest/make-archive.ts';
import { adoptOrphans } from './adopt-orphans.ts';
import { sampleConsent } from '../../shared/session/sample-consent.ts';
import { diesAt } from '../dies-at.ts';

const all = { dryRun: false };
const none = {
  erasures: { recalled: 0, again: 0, unreadable: [] },
  consents: { recalled: 0, unreadable: [] },
  adopted: [],
  thereAlready: [],
  left: [],
};

onEachDatabase('objects that the database has forgotten', (opened) => {
  let folder: string;
  let server: TestApp;
  let participant: { participantId: string; token: string };
  const database = () => opened().database;
  const open = async (store: ArchiveStore) => {
    server = await openTestApp(database(), { store });
    participant = await server.enrol();
  };
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'codesight-adopt-'));
    await open(folderStore(folder, [randomBytes(32)]));
  });
  afterEach(async () => {
    await server.close();
    await rm(folder, { recursive: true });
  });

  const keyOf = async ({ sessionId }: MadeArchive): Promise<string> => {
    const query = database().selectFrom('archives').select('object_key').where('session_id', '=', sessionId);
    return (await query.executeTakeFirstOrThrow()).object_key;
  };
  const send = async (archive: MadeArchive, token = participant.token) => {
    expect((await server.send(archive, token)).status).toBe(201);
    return { archive, key: await keyOf(archive) };
  };
  const sendOne = () => send(makeArchive({ participantId: participant.participantId }));
  /** As a database from before they came knows them: not at all. */
  const forgetSessions = () => database().deleteFrom('sessions').execute();
  const rows = async () => {
    const sessions = await database().selectFrom('sessions').selectAll().orderBy('id').execute();
    const archives = await database().selectFrom('archives').selectAll().orderBy('session_id').execute();
    return { sessions, archives: archives.map((one) => ({ ...one, received_at: 0 })) };
  };

  test('R1.5, F34: archives confirmed after the backup have the rows again that they had, once, and are screened anew', async () => {
    const personal = makeArchive({
      participantId: participant.participantId,
      change: ({ interactions: [first] }) => {
        if (first !== undefined && !('absent' in first.context)) first.context.page.title = 'ada.sample@mail.example';
      },
    });
    const sent = [await sendOne(), await sendOne(), await send(personal)];
    const before = await rows();
    expect(before.sessions.filter(({ screening }) => screening === 'quarantined')).toHaveLength(1);
    await forgetSessions();
    const keys = sent.map(({ key }) => key).toSorted();
    expect((await checkStorage(server.deps)).orphans).toEqual(keys);
    expect(await adoptOrphans(server.deps, { dryRun: true })).toEqual({ ...none, objects: 3, adopted: keys });
    expect((await rows()).sessions).toEqual([]);

    expect(await adoptOrphans(server.deps, all)).toEqual({ ...none, objects: 3, adopted: keys });
    expect(await rows()).toEqual(before);
    expect(await checkStorage(server.deps)).toMatchObject({ objects: 3, archives: 3, orphans: [], missing: [] });
    expect(await adoptOrphans(server.deps, all)).toEqual({ ...none, objects: 3 });
    for (const { archive } of sent) expect((await server.send(archive, participant.token)).status).toBe(200);
    const acts = await database().selectFrom('audit_log').select('act').where('act', '=', 'adopt-archive').execute();
    expect(acts).toHaveLength(3);
    // Not before it can have been there, so that retention keeps nothing for longer than it says.
    const arrivals = await database().selectFrom('archives').select('received_at').execute();
    const month = Date.UTC(2026, 2);
    for (const { received_at: at } of arrivals) {
      expect(at).toBeGreaterThanOrEqual(month);
      expect(at).toBeLessThanOrEqual(server.clock.now);
    }
  });

  test('in a bucket too, and what lies in cold storage is asked back first', async () => {
    const s3 = await startS3();
    await server.close();
    const bucket = testBucket(s3);
    await open(s3Store(bucket));
    const [hot, cold] = [await sendOne(), await sendOne()];
    await server.deps.store.tiers?.cool(cold.key);
    await forgetSessions();
    // A bucket keeps whatever is put there: here what the name says is found out by reading.
    const file = join(folder, 'stray');
    await writeFile(file, hot.archive.bytes);
    const stray = `archives/2026-03/${crypto.randomUUID()}-${'e'.repeat(64)}.zip`;
    await server.deps.store.put(stray, file, { sha256: hot.archive.sha256, bytes: hot.archive.bytes.length });
    const renamed = stray.replace('e'.repeat(64), hot.archive.sha256);
    await server.deps.store.put(renamed, file, { sha256: hot.archive.sha256, bytes: hot.archive.bytes.length });
    const first = await adoptOrphans(server.deps, all);
    expect(first.adopted).toEqual([hot.key]);
    expect(new Map(first.left.map(({ objectKey, why, words }) => [objectKey, `${why}: ${words}`]))).toEqual(
      new Map([
        [cold.key, expect.stringContaining('cold: This lies in cold storage')],
        [stray, 'unfit: Its content has another SHA-256 than its name says.'],
        [renamed, expect.stringContaining('unfit: It holds the session')],
      ]),
    );
    s3.passTime(5 * 3_600_000);
    expect(await adoptOrphans(server.deps, all)).toMatchObject({ adopted: [cold.key] });
    const download = await server.request(`/v1/archives/${cold.archive.sessionId}`, { token: participant.token });
    expect(Buffer.from(await download.arrayBuffer()).equals(cold.archive.bytes)).toBe(true);
    await s3.close();
  });

  test('what is not fit, not wanted or nobody’s is named and left as it is', async () => {
    const other = await server.enrol();
    const withdrawn = await server.enrol();
    const unclaimed = makeArchive();
    const sent = {
      damaged: await sendOne(),
      plain: await sendOne(),
      erased: await sendOne(),
      unknown: await send(makeArchive({ participantId: other.participantId }), other.token),
      withdrawn: await send(makeArchive({ participantId: withdrawn.participantId }), withdrawn.token),
      unclaimed: await send(unclaimed),
    };
    const files = join(folder, sent.damaged.key);
    const bytes = await readFile(files);
    bytes[bytes.length - 5] = (bytes[bytes.length - 5] ?? 0) ^ 1;
    await writeFile(files, bytes);
    await writeFile(join(folder, sent.plain.key), sent.plain.archive.bytes);
    // Under another archive's name a sealed file does not open.
    const stray = sent.erased.key.replace(/-[0-9a-f]{64}/, `-${'d'.repeat(64)}`);
    await writeFile(join(folder, stray), await readFile(join(folder, sent.erased.key)));
    await writeFile(join(folder, 'archives/2026-03/what.zip'), 'what');
    await server.request('/v1/me/withdrawal', { token: withdrawn.token, method: 'POST' });
    const admin = await server.issue('administrator');
    const path = `/v1/admin/sessions/${sent.erased.archive.sessionId}`;
    expect((await server.request(path, { token: admin, method: 'DELETE' })).status).toBe(202);
    await forgetSessions();
    await database().deleteFrom('participants').where('id', '=', other.participantId).execute();

    const report = await adoptOrphans(server.deps, all);
    expect(new Map(report.left.map(({ objectKey, why }) => [objectKey, why]))).toEqual(
      new Map([
        [sent.damaged.key, 'unfit'],
        [sent.plain.key, 'unfit'],
        [stray, 'unwanted'],
        ['archives/2026-03/what.zip', 'unfit'],
        [sent.erased.key, 'unwanted'],
        [sent.withdrawn.key, 'withdrawn'],
        [sent.unknown.key, 'unclaimed'],
        [sent.unclaimed.key, 'unclaimed'],
      ]),
    );
    expect(report).toMatchObject({ adopted: [], objects: 8 });
    expect((await rows()).sessions).toEqual([]);
    expect(await Array.fromAsync(server.deps.store.list('archives/'))).toHaveLength(8);
    const wish = { sessionId: unclaimed.sessionId, participantId: participant.participantId, dryRun: false };
    expect(await adoptOrphans(server.deps, wish)).toMatchObject({ adopted: [sent.unclaimed.key], left: [] });
  });

  test('killed anywhere it leaves each object as it was or with all of its rows, and the next run takes up the rest', async () => {
    for (let killAt = 0; ; killAt++) {
      // Enrolling is limited by the minute.
      server.clock.now += 60_000;
      participant = await server.enrol();
      const { key } = await sendOne();
      await forgetSessions();
      const { around, step } = diesAt(killAt);
      const { store } = server.deps;
      const mortal: AdoptDeps = {
        ...server.deps,
        store: {
          ...store,
          // A file that was opened and is read by nobody would stay open.
          getStream: async (name) => {
            step();
            return await store.getStream(name);
          },
          size: around(store.size),
        },
        verify: around(server.deps.verify),
        screen: around(server.deps.screen),
      };
      const killed = await adoptArchive(mortal, { objectKey: key, mark: 'make' }).then(
        () => false,
        () => true,
      );
      const { sessions, archives } = await rows();
      expect([sessions.length, archives.length]).toEqual(killed ? [0, 0] : [1, 1]);
      expect(await database().selectFrom('pending_objects').selectAll().execute()).toEqual([]);
      expect(await store.size(key)).toBeGreaterThan(0);
      expect(await adoptOrphans(server.deps, all)).toMatchObject({ adopted: killed ? [key] : [], left: [] });
      await forgetSessions();
      await store.delete(key);
      if (!killed) break;
      expect(killAt).toBeLessThan(20);
    }
  });

  test('a device that sends the archive meanwhile, and somebody who deletes the object, are told apart from it', async () => {
    const { archive, key } = await sendOne();
    await forgetSessions();
    const racing = (meanwhile: () => Promise<unknown>): AdoptDeps => ({
      ...server.deps,
      screen: async (path) => {
        await meanwhile();
        return await server.deps.screen(path);
      },
    });
    const order = { objectKey: key, mark: 'make' } as const;
    const sending = racing(async () => expect((await server.send(archive, participant.token)).status).toBe(201));
    expect(await adoptArchive(sending, order)).toMatchObject({ result: 'left', why: 'busy' });
    expect(await checkStorage(server.deps)).toMatchObject({ objects: 1, archives: 1, orphans: [], missing: [] });

    await forgetSessions();
    expect(
      await adoptArchive(
        racing(() => deleteOrphan(server.deps, key)),
        order,
      ),
    ).toMatchObject({ why: 'gone' });
    expect(await checkStorage(server.deps)).toMatchObject({ objects: 0, archives: 0 });
    // And the reverse: what was adopted since it was found is no orphan any more.
    await send(archive);
    await deleteOrphan(server.deps, key);
    expect(await checkStorage(server.deps)).toMatchObject({ objects: 1, archives: 1, missing: [] });
  });

  test('F34: whoever joined after the backup is made anew when that is asked for, and their device joins again', async () => {
    const { archive, key } = await sendOne();
    server.clock.now += 1_000;
    await server.request('/v1/me/withdrawal', { token: participant.token, json: { purposes: ['training'] } });
    await forgetSessions();
    await database().deleteFrom('participants').execute();
    expect(await adoptOrphans(server.deps, all)).toMatchObject({ left: [{ objectKey: key, why: 'unclaimed' }] });
    expect(await adoptOrphans(server.deps, { dryRun: true, strangers: 'make' })).toMatchObject({ adopted: [key] });
    const report = await adoptOrphans(server.deps, { dryRun: false, strangers: 'make' });
    // Both of their notes: that they joined, and that they withdrew.
    expect(report).toMatchObject({ adopted: [key], left: [], consents: { recalled: 2 } });
    const { participantId } = participant;
    const { consent } = await database().selectFrom('participants').selectAll().executeTakeFirstOrThrow();
    expect(consent.purposes).toEqual(['recording']);
    const order = { label: 'again', now: server.clock.now, expiresAt: null, uses: 1, participantId };
    const { code } = await issueEnrolmentCode(database(), order);
    const json = { code, consent: { ...sampleConsent, purposes: ['recording'] }, formerToken: participant.token };
    const rejoined = (await (await server.request('/v1/enrolments', { json })).json()) as typeof participant;
    expect(rejoined.participantId).toBe(participantId);
    expect((await server.send(archive, rejoined.token)).status).toBe(200);
  });

  test('an archive that was sent again in another month stays, and its older object is named', async () => {
    const { archive, key } = await sendOne();
    await forgetSessions();
    server.clock.now += 31 * 24 * 3_600_000;
    await send(archive);
    expect(await adoptOrphans(server.deps, all)).toMatchObject({ adopted: [], thereAlready: [key], left: [] });
  });
});
