import { openAsBlob } from 'node:fs';
import { receipt, reprDigest, uploadHeaders } from '../../shared/api/receipt.ts';
import type { PutArchive } from './import-archives.ts';
import { wordsIn } from './refusal.ts';

/** Brings an archive to the server as an administrator (routes/imports.ts), read from the disk as it goes. */
export function putArchive(server: string, token: string): PutArchive {
  return async ({ path, sessionId, participantId, sha256 }) => {
    const body = await openAsBlob(path);
    const answer = await fetch(`${server}/v1/admin/archives/${sessionId}?participant=${participantId}`, {
      method: 'PUT',
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': 'application/zip',
        [uploadHeaders.length]: String(body.size),
        [uploadHeaders.digest]: reprDigest(sha256),
      },
      body,
    });
    const text = await answer.text();
    if (answer.ok) return { receipt: receipt.parse(JSON.parse(text)) };
    return { refusal: wordsIn(text) ?? `The server answered ${answer.status}.` };
  };
}
