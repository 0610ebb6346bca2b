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
  /**
   * The content of `key`. Throws NOT_FOUND before the first byte when there is none, ARCHIVE_COLD when it must be warmed
   * first, and BrokenFile, before or in between, when it is not what was put there.
   */
  getStream(key: string): Promise<Readable>;
  /** Size in bytes, or undefined when there is nothing under `key`. Throws BrokenFile. */
  size(key: string): Promise<number | undefined>;
  /** Removing what is not there is no error. It is gone from hot and cold storage. */
  delete(key: string): Promise<void>;
  /** Everything whose key starts with `prefix`, hot and cold, in the order of the keys. */
  list(prefix: string): AsyncIterable<{ key: string; bytes: number }>;
  /** Clears what `put`s of processes that died have left half-done, begun before this moment. @returns how many those were. */
  removeLeftovers(before: number): Promise<number>;
  /** Undefined when it has no cold place. */
  tiers: StoreTiers | undefined;
};

/**
 * Hot storage is read at once, cold storage is cheap. Whoever moves something must hold what stands on it
 * (storage/hold-row.ts), or something that is being deleted could come back.
 */
export type StoreTiers = {
  /** Moves to cold storage what is not there yet. Throws NOT_FOUND. */
  cool(key: string): Promise<void>;
  /**
   * Brings back to hot storage, and begins to where that takes hours. Resolves to 0 when it is there, else to the
   * seconds after which asking again makes sense. Throws NOT_FOUND.
   */
  warm(key: string): Promise<number>;
};

/** A stored file was changed, cut off, put there from elsewhere, or lies plain where all are sealed. */
export class BrokenFile extends Error {
  override readonly name: string = 'BrokenFile';
}

/** Keys reach file systems and URLs: nothing in them may need escaping or lead elsewhere. */
export function isStoreKey(key: string): boolean {
  return key.length <= 500 && /^[a-z0-9_-][a-z0-9._-]*(\/[a-z0-9_-][a-z0-9._-]*)*$/.test(key);
}
