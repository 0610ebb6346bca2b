import { ReadableStream } from 'node:stream/web';
import { SyncError, findUpload, sendArchive } from '../../extension/sync/server-client.ts';
import { uploadArchives } from '../../extension/sync/upload-archives.ts';
import type { ArchiveRow } from '../../extension/store/database.ts';
import type { MadeArchive } from '../../sync-server/ingest/make-archive.ts';
import { outboxRow } from '../harness/outbox-row.ts';

export type Device = { participantId: string; token: string };

export type Sent = { failures: string[]; rounds: number; state: ArchiveRow['state'] };

const PIECE_BYTES = 4_096;

/**
 * Runs the extension's own sending of one archive until the server has confirmed that it is stored.
 * `serverNow` is the server that the next request goes to, as behind a load balancer.
 * @returns the reasons for which tries failed that a participant would have read, and how many rounds it took.
 */
export async function sendStubbornly(
  token: string,
  archive: MadeArchive,
  world: { serverNow: () => string | undefined; random: () => number; untilMs: number },
): Promise<Sent> {
  const row = outboxRow(archive);
  const failures: string[] = [];
  const access = () => ({ serverUrl: world.serverNow() ?? 'http://127.0.0.1:9', token });
  let rounds = 0;
  while (row.state !== 'confirmed' && row.state !== 'held' && Date.now() < world.untilMs) {
    rounds++;
    await uploadArchives({
      due: async () => [row],
      change: async (_id, change) => void Object.assign(row, change),
      findUpload: (sessionId) => findUpload(access(), sessionId),
      send: (whole, offset) => sendArchive(access(), whole, offset, slowly(world.random)),
      accessLost: (reason) => Promise.reject(new SyncError(reason, 'never')),
      now: () => Date.now(),
      random: world.random,
    });
    if (row.failure !== null) failures.push(row.failure);
    // Backoff is for networks; here only a breath, so that a storm is over in seconds.
    await new Promise((resolve) => setTimeout(resolve, 30 + 100 * world.random()));
  }
  return { failures, rounds, state: row.state };
}

/** Sends a body in small pieces with pauses, so that a kill can fall anywhere in it. */
function slowly(random: () => number) {
  return (url: string, init: RequestInit): Promise<Response> => {
    if (!(init.body instanceof Blob)) return fetch(url, init);
    const whole = init.body;
    async function* pieces(): AsyncGenerator<Uint8Array> {
      for (let at = 0; at < whole.size; at += PIECE_BYTES) {
        yield await whole.slice(at, at + PIECE_BYTES).bytes();
        await new Promise((resolve) => setTimeout(resolve, 20 * random()));
      }
    }
    // Node's type of web streams differs from the DOM's in name only.
    const body = ReadableStream.from(pieces()) as unknown as BodyInit;
    return fetch(url, { ...init, body, duplex: 'half' } as RequestInit);
  };
}
