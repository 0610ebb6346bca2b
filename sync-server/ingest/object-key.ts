import { sha256, uuid } from '../../shared/identifiers.ts';

/** What the key of an archive's object says. */
export type ObjectName = {
  sessionId: string;
  sha256: string;
  /** The month (UTC) in which it arrived: its first moment, and that of the next one. */
  month: { from: number; to: number };
};

/** Where the store keeps an archive. */
export function objectKeyOf(archive: { sessionId: string; sha256: string; receivedAt: number }): string {
  const month = new Date(archive.receivedAt).toISOString().slice(0, 7);
  return `archives/${month}/${archive.sessionId}-${archive.sha256}.zip`;
}

/** Undefined for a key that no archive of ours has. */
export function readObjectKey(key: string): ObjectName | undefined {
  const [, year, month, id, digest] = /^archives\/(\d{4})-(0[1-9]|1[0-2])\/([^/]{36})-([^/]{64})\.zip$/.exec(key) ?? [];
  const [session, hash] = [uuid.safeParse(id), sha256.safeParse(digest)];
  if (!session.success || !hash.success) return undefined;
  const [from, to] = [0, 1].map((more) => Date.UTC(Number(year), Number(month) - 1 + more));
  return { sessionId: session.data, sha256: hash.data, month: { from: from ?? 0, to: to ?? 0 } };
}
