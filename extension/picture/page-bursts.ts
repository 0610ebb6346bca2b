/** Distance of a burst's frames: leaves the browser's other capture of each second to what matters more. */
const BURST_GAP_MS = 1_000;
/** A page that has not settled by then is pictured like any other. */
const BURST_MS = 6_000;

export type PageBursts = {
  /** The tab has a new page: asks for pictures of it until it settles, or its time is over. */
  begin(tabId: number): Promise<void>;
  /** The tab's page is at rest. */
  end(tabId: number): void;
};

/**
 * Lets a new page be pictured while it builds itself up. What is under way is lost with the service worker, and costs
 * pictures of the loading only: the settled page reports itself.
 */
export function pageBursts(
  request: (tabId: number) => Promise<void>,
  { now, wait }: { now(): number; wait(ms: number): Promise<void> },
): PageBursts {
  const running = new Map<number, object>();
  return {
    async begin(tabId) {
      const burst = {};
      running.set(tabId, burst);
      const endAt = now() + BURST_MS;
      while (running.get(tabId) === burst && now() < endAt) {
        await Promise.all([request(tabId), wait(BURST_GAP_MS)]);
      }
      if (running.get(tabId) === burst) running.delete(tabId);
    },
    end: (tabId) => void running.delete(tabId),
  };
}
