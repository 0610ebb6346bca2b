import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type MortalServer, mortalServer } from '../chaos/mortal-server.ts';
import type { Access } from './profile.ts';
import { sampleConsent } from '../../shared/session/sample-consent.ts';
import { ADMIN_TOKEN } from '../harness/admin-token.ts';

/** A server of a study in a process of its own, and what an administrator does with it. */
export type Study = {
  server: MortalServer;
  dataDir: string;
  adminToken: string;
  url(): string;
  api<Answer>(method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string, body?: object): Promise<Answer>;
  /** A new participant, or `participantId` again. */
  enrol(participantId?: string): Promise<Access>;
  /** SHA-256 of what is stored, by session; a session that is there twice is told as an error. */
  stored(): Promise<Map<string, string>>;
  close(): Promise<void>;
};

export async function openStudy(): Promise<Study> {
  const dataDir = await mkdtemp(join(tmpdir(), 'codesight-study-'));
  const server = mortalServer({ DATA_DIR: dataDir, ADMIN_TOKEN });
  await server.start();
  const url = (): string => server.url() ?? 'http://127.0.0.1:9';
  const api = async <Answer>(method: string, path: string, body?: object): Promise<Answer> => {
    const answer = await fetch(url() + path, {
      method,
      headers: { authorization: `Bearer ${ADMIN_TOKEN}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
    return (text === '' ? undefined : JSON.parse(text)) as Answer; // checked by the route's own schema
  };
  const stored = async (): Promise<Map<string, string>> => {
    const found = new Map<string, string>();
    let cursor: string | null = null;
    do {
      const query: string = cursor === null ? '' : `&cursor=${cursor}`;
      type Page = { items: { sessionId: string }[]; nextCursor: string | null };
      const page: Page = await api<Page>('GET', `/v1/sessions?limit=100${query}`);
      for (const { sessionId } of page.items) {
        if (found.has(sessionId)) throw new Error(`The session ${sessionId} is stored twice.`);
        found.set(sessionId, await digestOf(`${url()}/v1/archives/${sessionId}`));
      }
      cursor = page.nextCursor;
    } while (cursor !== null);
    return found;
  };
  return {
    server,
    dataDir,
    adminToken: ADMIN_TOKEN,
    url,
    api,
    stored,
    async enrol(participantId) {
      const { code } = await api<{ code: string }>('POST', '/v1/admin/enrolment-codes', {
        label: 'test',
        ...(participantId === undefined ? {} : { participantId }),
      });
      return { ...(await api<Access>('POST', '/v1/enrolments', { code, consent: sampleConsent })), serverUrl: url() };
    },
    async close() {
      await server.kill();
      await rm(dataDir, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
    },
  };
}

async function digestOf(url: string): Promise<string> {
  const answer = await fetch(url, { headers: { authorization: `Bearer ${ADMIN_TOKEN}` } });
  return createHash('sha256')
    .update(Buffer.from(await answer.arrayBuffer()))
    .digest('hex');
}
