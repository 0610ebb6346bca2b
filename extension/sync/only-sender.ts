/** The name of the browser's lock: one profile, one sender. */
export const SENDER_LOCK = 'codesight-sender';

/**
 * Runs `work` unless another context of this browser profile is at it: a service worker that is about to be replaced,
 * say. The browser gives the lock back when the context that holds it dies, so that a killed one keeps nobody out. Where
 * there are no locks the server alone sees to it that nothing is stored twice.
 * @returns whether it was run
 */
export async function onlySender(locks: LockManager | undefined, work: () => Promise<void>): Promise<boolean> {
  if (locks === undefined) {
    await work();
    return true;
  }
  return await locks.request(SENDER_LOCK, { ifAvailable: true }, async (lock) => {
    if (lock === null) return false;
    await work();
    return true;
  });
}
