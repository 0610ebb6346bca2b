import { Zip, ZipPassThrough } from 'fflate';
import { problem } from '../../../shared/api/problem.ts';
import { readStored } from '../../browser/stored.ts';
import { stored, type StoredKey } from '../../settings.ts';
import type { Database } from '../../store/database.ts';

/** `server`: null when its part is in it or there is none, else why it is not. */
export type Collected = { zip: Blob; server: string | null };

/**
 * Everything that is held about the participant as one ZIP: what is stored on this device, its archives and what is not
 * packed yet, and the server's own export as it came.
 */
export async function collectExport(database: Database): Promise<Collected> {
  const parts: Blob[] = [];
  let failure: Error | null = null;
  const zip = new Zip((error, chunk) => {
    if (error) failure = error;
    else parts.push(new Blob([new Uint8Array(chunk)]));
  });
  const add = async (path: string, content: Blob): Promise<void> => {
    const file = new ZipPassThrough(path);
    zip.add(file);
    // A piece at a time: an export of the server can be larger than the memory.
    for await (const piece of piecesOf(content)) file.push(piece);
    file.push(new Uint8Array(), true);
  };
  const json = (value: unknown): Blob => new Blob([JSON.stringify(value, undefined, 2)]);
  await add('device/about-me.json', json(await aboutDevice(database)));
  for (const { sessionId, archive } of await database.archives.toArray()) {
    if (archive !== null) await add(`device/sessions/${sessionId}.codesight.zip`, archive);
  }
  for (const { id } of await database.sessions.where('phase').notEqual('sealed').toArray()) {
    const rows = await database.interactions.where({ sessionId: id }).toArray();
    await add(`device/unpacked/${id}.json`, json(rows));
    for (const { sha256, webp } of await database.pictures.where({ sessionId: id }).toArray()) {
      await add(`device/unpacked/${id}/${sha256}.webp`, webp);
    }
  }
  const fromServer = await askServer();
  if (fromServer instanceof Blob) await add('server/everything.zip', fromServer);
  zip.end();
  if (failure) throw new Error('The file could not be written.', { cause: failure });
  return { zip: new Blob(parts, { type: 'application/zip' }), server: fromServer instanceof Blob ? null : fromServer };
}

async function* piecesOf(content: Blob): AsyncGenerator<Uint8Array> {
  const reader = content.stream().getReader();
  for (let read = await reader.read(); !read.done; read = await reader.read()) yield read.value;
}

async function aboutDevice(database: Database) {
  const keys = Object.keys(stored) as StoredKey[]; // its own keys
  const settings = Object.fromEntries(
    await Promise.all(keys.map(async (key) => [key, await readStored(key)] as const)),
  );
  const participant = await readStored('participant');
  const former = await readStored('formerEnrolments');
  const archives = await database.archives.toArray();
  return {
    exportedAt: Date.now(),
    stored: {
      ...settings,
      participant: participant && withoutToken(participant),
      formerEnrolments: former.map(withoutToken),
    },
    sessions: await database.sessions.toArray(),
    archives: archives.map(({ archive, training, ...row }) => ({
      ...row,
      onDevice: archive !== null,
      training: training.size,
    })),
  };
}

/** A token opens what its server holds: it is no knowledge about anybody. */
const withoutToken = (enrolled: { token: string }): object => ({ ...enrolled, token: undefined });

async function askServer(): Promise<Blob | string | null> {
  const participant = await readStored('participant');
  if (participant === null) return null;
  try {
    const answer = await fetch(`${participant.serverUrl}/v1/me/export`, {
      headers: { authorization: `Bearer ${participant.token}` },
      cache: 'no-store',
      redirect: 'error',
    });
    if (answer.ok && answer.headers.get('content-type') === 'application/zip') return await answer.blob();
    const refusal = problem.safeParse(await answer.json().catch(() => undefined));
    return refusal.success ? refusal.data.error.message : `The server answered with status ${answer.status}.`;
  } catch {
    return 'The server cannot be reached.';
  }
}
