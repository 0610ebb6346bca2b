import { setTimeout } from 'node:timers/promises';

/** So long does one piece of work at most wait for a moment in which no archive waits: else it would never be done. */
const PATIENCE_MS = 3_000;
const LOOK_AGAIN_MS = 100;

/** Lets the taking in of archives go first: resolves when none waits to be taken in, or after some seconds. */
export async function giveWay(isBusy: () => boolean, patienceMs = PATIENCE_MS): Promise<void> {
  for (let waitedMs = 0; waitedMs < patienceMs && isBusy(); waitedMs += LOOK_AGAIN_MS) await setTimeout(LOOK_AGAIN_MS);
}
