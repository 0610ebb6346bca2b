import { expect, test } from 'vitest';
import type { ArchiveRow } from '../../extension/store/database.ts';
import { findUpload, sendArchive } from '../../extension/sync/server-client.ts';
import { uploadArchives } from '../../extension/sync/upload-archives.ts';
import { type ErrorCode, errors } from '../../shared/errors.ts';
import { makeArchive } from '../../sync-server/ingest/make-archive.ts';
import { outboxRow } from '../harness/outbox-row.ts';

const access = { serverUrl: 'https://study.example', token: 'cs_p_made_up_for_this_test' };
const NOW = 1_790_000_000_000;

/** What becomes of an archive on the device whose sending is answered so. */
async function after(status: number, body: string): Promise<ArchiveRow & { lost: string[] }> {
  const row = outboxRow(makeArchive());
  const lost: string[] = [];
  const nothing = async () => new Response(null, { status: 404 });
  const refusing = async () => new Response(body, { status });
  await uploadArchives({
    due: async () => [row],
    change: async (_id, change) => Object.assign(row, change),
    findUpload: (id) => findUpload(access, id, nothing),
    send: (whole, offset) => sendArchive(access, whole, offset, refusing),
    accessLost: async (reason) => void lost.push(reason),
    now: () => NOW,
    random: () => 0.5,
  });
  return { ...row, lost };
}

const codes = Object.entries(errors) as [ErrorCode, (typeof errors)[ErrorCode]][];
test.each(codes)(
  'F21, F22: %s leaves the archive on the device, waiting or held with the reason',
  async (code, entry) => {
    const words = `In words: ${code}.`;
    const row = await after(entry.status, JSON.stringify({ error: { code, message: words } }));
    expect(row.archive?.size).toBe(row.bytes);
    expect(row.acceptedAt).toBeNull();
    if (code === 'UNAUTHENTICATED') {
      expect(row.lost).toEqual([words]);
      return;
    }
    expect(row.failure).toBe(words);
    if (entry.retry === 'never') expect(row.state).toBe('held');
    else expect(row).toMatchObject({ state: 'sending', attempts: 1, nextTryAt: expect.any(Number) });
  },
);

const others = [
  301, 302, 400, 401, 403, 404, 405, 408, 409, 410, 411, 413, 415, 418, 422, 425, 429, 451, 500, 502, 503,
];
test.each([...others, 504, 507, 511, 200, 201, 202])(
  'F19, F21, F22: status %i in words that are not our server’s is tried again later, and nothing is removed',
  async (status) => {
    const row = await after(status, '<!doctype html><h1>Something in between</h1>');
    expect(row).toMatchObject({ state: 'sending', attempts: 1, acceptedAt: null, lost: [] });
    expect(row.nextTryAt).toBeGreaterThan(NOW);
    expect(row.archive?.size).toBe(row.bytes);
  },
);
