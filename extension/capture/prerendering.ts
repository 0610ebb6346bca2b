import { plainDocument } from './dom/unclobbered.ts';

/** What TypeScript's own description of browsers does not know yet (WICG, Prerendering Revamped). */
type Prerendered = { prerendering?: boolean };
type Activated = { activationStart?: number };

/** Whether the browser has loaded this document in advance, and nobody has come to it: perhaps nobody ever will. */
export function isPrerendering(): boolean {
  return (plainDocument() as Prerendered).prerendering === true;
}

/** Resolves once somebody has come to the document: at once, unless it is being prerendered. */
export function whenReached(): Promise<void> {
  if (!isPrerendering()) return Promise.resolve();
  return new Promise((resolve) => {
    document.addEventListener('prerenderingchange', () => resolve(), { once: true });
  });
}

/** When somebody came to the document, in epoch milliseconds: as it was loaded, or later if it was loaded in advance. */
export function reachedAt(): number {
  const [entry] = performance.getEntriesByType('navigation') as Activated[];
  return performance.timeOrigin + (entry?.activationStart ?? 0);
}
