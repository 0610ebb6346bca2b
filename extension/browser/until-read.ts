const FIRST_WAIT_MS = 100;
const LAST_WAIT_MS = 3_000;

/**
 * Reads until it works: while the disk is full browsers may fail to read even their own settings, and whoever takes a
 * failure for an answer never hears the right one.
 * @throws what `read` threw, once `isOver`
 */
export async function untilRead<Value>(
  read: () => Promise<Value>,
  { later, isOver }: { later(work: () => void, delayMs: number): void; isOver(): boolean },
): Promise<Value> {
  for (let waitMs = FIRST_WAIT_MS; ; waitMs = Math.min(LAST_WAIT_MS, waitMs * 2)) {
    try {
      return await read();
    } catch (error) {
      if (isOver()) throw error;
    }
    await new Promise<void>((resolve) => later(resolve, waitMs));
  }
}
