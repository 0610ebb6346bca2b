import { afterEach, expect, test } from 'vitest';
import { type Receipt, reprDigest } from '../../shared/api/receipt.ts';
import { makeArchive } from '../../sync-server/ingest/make-archive.ts';
import { openStudy, type Study } from '../sync/study.ts';

const ARCHIVES = 48;
const SENDERS = 8;
const ASK_EVERY_MS = 100;

let study: Study | undefined;
afterEach(() => study?.close());

/** Asks the server how it is until it is told to stop; a request that gets no answer ends the test. */
function askForHealth(url: string) {
  const answers: { status: number; code: unknown }[] = [];
  const flood = { isOver: false };
  const asking = (async () => {
    while (!flood.isOver) {
      const answer = await fetch(`${url}/health`);
      const { status: word, error } = (await answer.json()) as { status?: string; error?: { code: string } };
      answers.push({ status: answer.status, code: word ?? error?.code });
      await new Promise((resolve) => setTimeout(resolve, ASK_EVERY_MS));
    }
  })();
  return async () => {
    flood.isOver = true;
    await asking;
    return answers;
  };
}

test('R12.4, R7.6: in a flood archives are taken in first, looking through and datasets wait, and health answers', async () => {
  study = await openStudy();
  const { url, api, stored, enrol } = study;
  const senders = await Promise.all(Array.from({ length: SENDERS }, () => enrol()));
  const archives = senders.flatMap(({ participantId, token }) =>
    Array.from({ length: ARCHIVES / SENDERS }, () => ({ ...makeArchive({ participantId }), token })),
  );
  const stopAsking = askForHealth(url());
  const sending = archives.map(async ({ sessionId, bytes, sha256, token }) => {
    const headers = { authorization: `Bearer ${token}`, 'repr-digest': reprDigest(sha256) };
    const answer = await fetch(`${url()}/v1/archives/${sessionId}`, { method: 'PUT', headers, body: bytes });
    return { status: answer.status, receipt: (await answer.json()) as Receipt }; // the route's own schema
  });
  // Asked for in the middle of it, as a researcher would.
  const { id } = await api<{ id: string }>('POST', '/v1/datasets', {});
  const answers = await Promise.all(sending);
  const health = await stopAsking();

  expect(answers.filter(({ status }) => status !== 201)).toEqual([]);
  // Nearly all of them had others behind them when they were verified: those were not looked through then.
  const left = answers.filter(({ receipt }) => receipt.screening === 'unscanned').length;
  expect(left).toBeGreaterThan(ARCHIVES / 2);
  expect(health.length).toBeGreaterThan(0);
  for (const { status, code } of health)
    expect([
      [200, 'ok'],
      [503, 'UNAVAILABLE'],
    ]).toContainEqual([status, code]);

  // Everything that waited is done afterwards, without anybody asking for it.
  const shown = async () => (await api<{ items: unknown[] }>('GET', '/v1/sessions?limit=100')).items.length;
  await expect.poll(shown, { timeout: 60_000, interval: 500 }).toBe(ARCHIVES);
  const digests = await stored();
  for (const { sessionId, sha256 } of archives) expect(digests.get(sessionId)).toBe(sha256);
  const state = async () => (await api<{ state: string }>('GET', `/v1/datasets/${id}`)).state;
  await expect.poll(state, { timeout: 60_000, interval: 500 }).not.toBe('building');
}, 150_000);
