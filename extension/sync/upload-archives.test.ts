import { expect, test } from 'vitest';
import type { Receipt } from '../../shared/api/receipt.ts';
import type { ArchiveRow } from '../store/database.ts';
import { SyncError } from './server-client.ts';
import { SendingStopped, uploadArchives, type UploadDeps } from './upload-archives.ts';

function row(sessionId: string, change: Partial<ArchiveRow> = {}): ArchiveRow {
  const archive = new Blob(['0123456789']);
  return {
    sessionId,
    sha256: sessionId.repeat(64).slice(0, 64),
    bytes: archive.size,
    archive,
    training: new Blob([]),
    summary: {} as ArchiveRow['summary'], // not under test
    sealedAt: 0,
    state: 'sealed',
    attempts: 0,
    nextTryAt: 0,
    failure: null,
    acceptedAt: null,
    ...change,
  };
}

function outside(rows: ArchiveRow[], change: Partial<UploadDeps> = {}) {
  const sent: { sessionId: string; offset: number }[] = [];
  const deps: UploadDeps = {
    due: async () => rows.filter(({ state }) => ['sealed', 'sending', 'accepted'].includes(state)),
    change: async (id, facts) => Object.assign(rows.find(({ sessionId }) => sessionId === id) ?? {}, facts),
    findUpload: async () => undefined,
    async send({ sessionId, sha256 }, offset) {
      sent.push({ sessionId, offset });
      return receiptFor(sessionId, sha256);
    },
    accessLost: () => Promise.reject(new Error('access is not lost here')),
    now: () => 100_000,
    random: () => 0.5,
    ...change,
  };
  return { deps, sent };
}

const receiptFor = (sessionId: string, archiveSha256: string): Receipt => ({
  receipt: 'codesight',
  sessionId,
  archiveSha256,
  bytes: 10,
  storedAt: 1,
  verdict: 'accepted',
  duplicate: false,
});

test('R11.4: what the server found is kept with the archive, and asked for later where nobody can say yet', async () => {
  const rows = [row('a'), row('b')];
  const { deps } = outside(rows, {
    send: async ({ sessionId, sha256 }) => ({
      ...receiptFor(sessionId, sha256),
      ...(sessionId === 'a' ? { screening: 'quarantined' as const } : {}),
    }),
  });
  await uploadArchives(deps);
  expect(rows.map(({ screening }) => screening)).toEqual(['quarantined', 'unscanned']);
});

test('an archive is sent, accepted by its receipt, and confirmed by asking once more', async () => {
  const rows = [row('a')];
  const { deps } = outside(rows);
  await uploadArchives(deps);
  expect(rows[0]).toMatchObject({ state: 'accepted', acceptedAt: 100_000, attempts: 0 });
  const stored = { offset: 10, complete: true, sha256: rows[0]?.sha256 };
  await uploadArchives({ ...deps, findUpload: async () => stored });
  expect(rows[0]?.state).toBe('confirmed');
});

test('an archive whose receipt was lost is not sent a second time', async () => {
  const rows = [row('a', { state: 'sending', attempts: 3, failure: 'The server cannot be reached.' })];
  const stored = { offset: 10, complete: true, sha256: rows[0]?.sha256 };
  const { deps, sent } = outside(rows, { findUpload: async () => stored });
  await uploadArchives(deps);
  expect(sent).toEqual([]);
  expect(rows[0]).toMatchObject({ state: 'accepted', attempts: 0, failure: null, acceptedAt: 100_000 });
});

test('a receipt for other bytes makes nothing removable', async () => {
  const rows = [row('a')];
  const { deps } = outside(rows, { send: async () => receiptFor('a', 'f'.repeat(64)) });
  await uploadArchives(deps);
  expect(rows[0]).toMatchObject({ state: 'sending', attempts: 1, acceptedAt: null });
});

test('an accepted archive that the server no longer has is sent again', async () => {
  const rows = [row('a', { state: 'accepted' })];
  await uploadArchives(outside(rows).deps);
  expect(rows[0]?.state).toBe('sealed');
});

test('an upload that was cut off goes on where it stopped', async () => {
  const { deps, sent } = outside([row('a')], {
    findUpload: async () => ({ offset: 4, complete: false, sha256: undefined }),
  });
  await uploadArchives(deps);
  expect(sent).toEqual([{ sessionId: 'a', offset: 4 }]);
});

test('one refused archive is held with its reason and does not keep back the next', async () => {
  const rows = [row('a'), row('b')];
  const { deps } = outside(rows);
  await uploadArchives({
    ...deps,
    async send(archive, offset) {
      if (archive.sessionId === 'a') throw new SyncError('Entry 3 has a wrong checksum.', 'never', { status: 422 });
      return deps.send(archive, offset);
    },
  });
  expect(rows[0]).toMatchObject({ state: 'held', failure: 'Entry 3 has a wrong checksum.' });
  expect(rows[1]?.state).toBe('accepted');
});

test('when the server is out of reach everything waits, and the wait grows', async () => {
  const rows = [row('a', { attempts: 3 }), row('b')];
  const offline = () => Promise.reject(new SyncError('The server cannot be reached.', 'later'));
  await uploadArchives(outside(rows, { findUpload: offline }).deps);
  expect(rows[0]).toMatchObject({ state: 'sealed', attempts: 4, nextTryAt: 100_000 + 0.5 * 5_000 * 2 ** 3 });
  expect(rows[1]).toMatchObject({ state: 'sealed', attempts: 0 });
});

test('the server’s word on when to come back is kept, and a little is added so that not all come back at once', async () => {
  const rows = [row('a')];
  const busy = () => Promise.reject(new SyncError('Busy.', 'later', { status: 503, retryAfterMs: 90_000 }));
  await uploadArchives(outside(rows, { send: busy }).deps);
  expect(rows[0]?.nextTryAt).toBe(100_000 + 90_000 * 1.125);
});

test('R7.4: a token that is refused ends the round: nothing is counted against the archives, and why is told once', async () => {
  const rows = [row('a'), row('b')];
  const told: string[] = [];
  let asked = 0;
  const { deps } = outside(rows, {
    findUpload() {
      asked++;
      return Promise.reject(
        new SyncError('This token was revoked.', 'never', { status: 401, code: 'UNAUTHENTICATED' }),
      );
    },
    accessLost: async (reason) => void told.push(reason),
  });
  await uploadArchives(deps);
  expect([told, asked]).toEqual([['This token was revoked.'], 1]);
  expect(rows.map(({ state, attempts }) => [state, attempts])).toEqual([
    ['sealed', 0],
    ['sealed', 0],
  ]);
});

test('R12.5: what another process of the server has not got is sent from where that one stands, at once', async () => {
  const offsets: number[] = [];
  const found = [{ offset: 4, complete: false, sha256: undefined }, undefined];
  const { deps } = outside([row('a')], { findUpload: async () => found.shift() });
  const rows = await deps.due();
  await uploadArchives({
    ...deps,
    async send(archive, offset) {
      offsets.push(offset);
      if (offset > 0) throw new SyncError('0 bytes have arrived.', 'later', { status: 409, code: 'OFFSET_MISMATCH' });
      return deps.send(archive, offset);
    },
  });
  expect(offsets).toEqual([4, 0]);
  expect(rows[0]).toMatchObject({ state: 'accepted', failure: null });
});

test('R7.6: a server that is busy is asked once, and then not before all are to ask again', async () => {
  const rows = [row('a'), row('b'), row('c')];
  const told: unknown[] = [];
  let asked = 0;
  const { deps } = outside(rows, {
    findUpload() {
      asked++;
      return Promise.reject(
        new SyncError('Busy.', 'later', { status: 503, code: 'UNAVAILABLE', retryAfterMs: 60_000 }),
      );
    },
    async serverAway(retryAfterMs) {
      told.push(retryAfterMs);
      return 777_000;
    },
  });
  await uploadArchives(deps);
  expect([asked, told]).toEqual([1, [60_000]]);
  expect(rows.map(({ nextTryAt }) => nextTryAt)).toEqual([777_000, 0, 0]);
});

test('F23: an archive at which the server stumbles does not keep back the others', async () => {
  const rows = [row('a'), row('b')];
  const { deps } = outside(rows);
  const stumbling: UploadDeps = {
    ...deps,
    send: (archive, offset) =>
      archive.sessionId === 'a'
        ? Promise.reject(new SyncError('Something went wrong.', 'later', { status: 500, code: 'INTERNAL' }))
        : deps.send(archive, offset),
    serverAway: () => Promise.reject(new Error('the server is there')),
  };
  await uploadArchives(stumbling);
  expect(rows.map(({ state, attempts }) => [state, attempts])).toEqual([
    ['sending', 1],
    ['accepted', 0],
  ]);
});

test('what was sent, held or removed since the round began is not sent again', async () => {
  const rows = [row('a'), row('b'), row('c')];
  const { deps, sent } = outside(rows, {
    take: async (sessionId) => (sessionId === 'b' ? rows[1] : undefined),
  });
  await uploadArchives(deps);
  expect(sent).toEqual([{ sessionId: 'b', offset: 0 }]);
});

test('what is stopped by the participant waits as before: nothing is counted against it', async () => {
  const rows = [row('a'), row('b', { state: 'accepted' })];
  const stopped = () => Promise.reject(new SendingStopped('Sending was stopped.'));
  const { deps, sent } = outside(rows, { send: stopped });
  await uploadArchives(deps);
  expect(sent).toEqual([]);
  expect(rows[0]).toMatchObject({ state: 'sealed', attempts: 0, failure: null, nextTryAt: 0 });
  expect(rows[1]?.state).toBe('accepted');
});

test('how much the server holds is kept from the first byte to the last, and never guessed', async () => {
  const seen: (number | undefined)[] = [];
  const rows = [row('a')];
  const { deps } = outside(rows, { findUpload: async () => ({ offset: 4, complete: false, sha256: undefined }) });
  const { change } = deps;
  await uploadArchives({
    ...deps,
    change: (id, facts) => {
      if ('sentBytes' in facts) seen.push(facts.sentBytes);
      return change(id, facts);
    },
  });
  expect(seen).toEqual([4, 10]);
});
