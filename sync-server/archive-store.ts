import type { Readable } from 'node:stream';

/** What is known of a file before it is stored; a store refuses content that does not match it. */
export type StoredFile = { sha256: string; bytes: number };

/**
 * Where archives and dataset files are kept: a folder or a bucket. Keys are relative paths of lower-case letters,
 * digits, `-`, `_`, `.` and `/`. A key is written once and never changed, so that storing the same content again is
 * harmless.
 */
export type ArchiveStore = {
  /** Resolves when the content of `file` is durable under `key`. Throws DIGEST_MISMATCH when it is not what `facts` say. */
  put(key: string, file: string, facts: StoredFile): Promise<void>;
  /** The content of `key`. Throws NOT_FOUND before the first byte when there is none. */
  getStream(key: string): Promise<Readable>;
  /** Size in bytes, or undefined when there is nothing under `key`. */
  size(key: string): Promise<number | undefined>;
  /** Removing what is not there is no error. */
  delete(key: string): Promise<void>;
  /** Everything whose key starts with `prefix`, in the order of the keys. */
  list(prefix: string): AsyncIterable<{ key: string; bytes: number }>;
};

/** Keys reach file systems and URLs: nothing in them may need escaping or lead elsewhere. */
export function isStoreKey(key: string): boolean {
  return key.length <= 500 && /^[a-z0-9_-][a-z0-9._-]*(\/[a-z0-9_-][a-z0-9._-]*)*$/.test(key);
}
