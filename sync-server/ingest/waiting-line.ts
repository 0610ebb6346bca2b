import { KnownError } from '../../shared/errors.ts';

/** Lets a few run at a time while others wait; when many wait, who comes anew is told to come back. */
export type WaitingLine = {
  /** Throws UNAVAILABLE when the line is full, with the seconds in which it will have moved on. */
  checkRoom(): void;
  /** Whether what could run is held up by what runs. */
  someoneWaits(): boolean;
  /** Whether someone waits, or has come a moment ago, so that more is to be expected. */
  isBusy(): boolean;
  /** How much of the room for those who wait is taken: 0 to 1, and more when none was sent away in time. */
  load(): number;
  /**
   * Runs `work` when it is its turn. It never refuses: what has been received whole waits on the disk, where it costs
   * next to nothing, while sending it again would cost everybody's time.
   */
  run<Result>(work: () => Promise<Result>): Promise<Result>;
};

const SHORTEST_COME_BACK_S = 1;
const LONGEST_COME_BACK_S = 60;
/** Until something has been done, work is thought to take so long. */
const FIRST_GUESS_MS = 200;
/** Share of the latest work in what work is thought to take. */
const NEWS = 0.1;

/**
 * @param limits `busyForMs` is how long after something has come more is expected, as from a device that has been offline
 * @param now a clock in milliseconds, to learn how long the work takes.
 */
export function waitingLine(
  limits: { running: number; waiting: number; busyForMs: number },
  now: () => number = () => performance.now(),
): WaitingLine {
  let running = 0;
  let workMs = FIRST_GUESS_MS;
  const waiting: (() => void)[] = [];
  let cameAt = -Infinity;
  const comeBackS = () => {
    const aheadMs = (waiting.length * workMs) / Math.max(1, limits.running);
    return Math.min(LONGEST_COME_BACK_S, Math.max(SHORTEST_COME_BACK_S, Math.ceil(aheadMs / 2_000)));
  };
  return {
    checkRoom: () => {
      if (running < limits.running || waiting.length < limits.waiting) return;
      throw new KnownError('UNAVAILABLE', 'The server is busy with other archives. Try again in a moment.', {
        retryAfterS: comeBackS(),
      });
    },
    someoneWaits: () => waiting.length > 0,
    isBusy: () => waiting.length > 0 || now() - cameAt < limits.busyForMs,
    load: () => waiting.length / limits.waiting,
    run: async (work) => {
      cameAt = now();
      if (running >= limits.running) await new Promise<void>((resolve) => waiting.push(resolve));
      else running++;
      const begunAt = now();
      try {
        return await work();
      } finally {
        workMs += NEWS * (now() - begunAt - workMs);
        // The place is handed on, not given up and taken again: nobody can slip in between.
        const next = waiting.shift();
        if (next === undefined) running--;
        else next();
      }
    },
  };
}
