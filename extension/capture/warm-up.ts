import { plain } from './dom/unclobbered.ts';
import { inIdleSlices } from './idle-slices.ts';
import type { Reading } from './page/reading.ts';

type WarmUpDeps = { look: (target: Element | null) => unknown; isOver: () => boolean };

const PATIENCE_MS = 2_000;
const TARGETS = 4;

/**
 * Looks at a few elements after the first reading, for nothing: the browser compiles code when it first runs, which
 * would make the participant's first click take three times as long as the later ones.
 */
export function warmUpOnce({ look, isOver }: WarmUpDeps): (reading: Reading) => void {
  let isDone = false;
  function* lookAround(targets: readonly Element[]): Generator<void, void> {
    for (const target of targets) {
      yield;
      if (plain(target).isConnected) look(target);
    }
  }
  return ({ lines }) => {
    const targets = lines.filter(({ ref }) => ref !== null).slice(0, TARGETS);
    if (isDone || targets.length === 0) return;
    isDone = true;
    const steps = lookAround(targets.map(({ element }) => element));
    // A page that breaks this breaks a real look too, and there it is told.
    inIdleSlices(steps, { patienceMs: PATIENCE_MS, stopped: isOver }).catch(() => undefined);
  };
}
