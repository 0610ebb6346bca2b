/**
 * Bytes that may still be written: what the browser's estimate leaves, which follows the disk at once. Infinity where
 * nobody can tell.
 */
export async function roomLeft(): Promise<number> {
  if (typeof navigator === 'undefined' || !('storage' in navigator)) return Infinity;
  const { quota, usage } = await navigator.storage.estimate();
  return quota === undefined || usage === undefined ? Infinity : quota - usage;
}
