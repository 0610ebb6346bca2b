/**
 * How a recording comes to a document: it was there when it loaded; it finds it, loaded while it was paused; or neither,
 * as with what was open before it began.
 */
export type Arrival = 'loaded' | 'found' | 'known';

/**
 * Tells how. A document that loaded in a pause was reached by what nobody may know of, so it counts as found only once
 * it is in front of the participant again, and then from that moment on.
 */
export function arrivalOf(document: {
  recordedBefore: boolean;
  /** The recording was paused at some time since it loaded. */
  sawPause: boolean;
  loadedAt: number;
  startedAt: number;
  isVisible: boolean;
}): Arrival {
  if (document.recordedBefore || document.loadedAt < document.startedAt) return 'known';
  if (!document.sawPause) return 'loaded';
  return document.isVisible ? 'found' : 'known';
}
