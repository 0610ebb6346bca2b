import { Agent, request } from 'node:http';
import { reprDigest, uploadHeaders } from '../../shared/api/receipt.ts';
import type { MadeArchive } from '../../sync-server/ingest/make-archive.ts';

export type Parcel = Pick<MadeArchive, 'bytes' | 'sha256' | 'sessionId'> & { token: string };
export type Answer = { status: number; retryAfterMs: number; body: string };

const agent = new Agent({ keepAlive: true, maxSockets: Infinity });

/** `PUT` of one archive; a broken connection is an answer with the status 0. */
export function put(url: string, { bytes, sha256, sessionId, token }: Parcel): Promise<Answer> {
  return new Promise((resolve) => {
    const sent = request(
      `${url}/v1/archives/${sessionId}`,
      {
        agent,
        method: 'PUT',
        headers: {
          authorization: `Bearer ${token}`,
          'content-type': 'application/zip',
          'content-length': bytes.length,
          [uploadHeaders.length]: String(bytes.length),
          [uploadHeaders.digest]: reprDigest(sha256),
        },
      },
      (answer) => {
        let body = '';
        answer.setEncoding('utf8').on('data', (piece: string) => (body += piece));
        const retryAfterMs = Number(answer.headers['retry-after'] ?? 0) * 1_000;
        answer.on('end', () => resolve({ status: answer.statusCode ?? 0, retryAfterMs, body }));
        answer.on('error', () => resolve({ status: 0, retryAfterMs: 0, body }));
      },
    );
    sent.on('error', () => resolve({ status: 0, retryAfterMs: 0, body: '' }));
    sent.end(bytes);
  });
}

/** Sends until it is stored, coming back when the server says, with jitter as the extension. Throws on a refusal. */
export async function putUntilStored(url: string, parcel: Parcel): Promise<void> {
  for (;;) {
    const { status, retryAfterMs, body } = await put(url, parcel);
    if (status === 200 || status === 201) return;
    if (status !== 0 && status !== 429 && status !== 503) throw new Error(`refused with ${status}: ${body}`);
    await new Promise((resolve) => setTimeout(resolve, retryAfterMs + 500 * Math.random()));
  }
}

/** Sends all parcels, `connections` of them at a time. @returns megabytes and archives in a second. */
export async function sendAll(
  url: string,
  parcels: readonly Parcel[],
  connections: number,
): Promise<{ mbPerS: number; perS: number }> {
  const waiting = [...parcels];
  const begin = performance.now();
  const work = async (): Promise<void> => {
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) await putUntilStored(url, next);
  };
  await Promise.all(Array.from({ length: connections }, work));
  const seconds = (performance.now() - begin) / 1_000;
  const bytes = parcels.reduce((sum, parcel) => sum + parcel.bytes.length, 0);
  return { mbPerS: Number((bytes / 1e6 / seconds).toFixed(1)), perS: Number((parcels.length / seconds).toFixed(1)) };
}
