import { KnownError } from '../../shared/errors.ts';

/** Lets a few run at a time and a few more wait; the rest is told to come back. */
export type WaitingLine = {
  /** Throws UNAVAILABLE, with the seconds to wait, when the line is full. */
  checkRoom(): void;
  /** Runs `work` when it is its turn. Throws UNAVAILABLE at once when the line is full. */
  run<Result>(work: () => Promise<Result>): Promise<Result>;
};

const COME_BACK_S = 5;

export function waitingLine(limits: { running: number; waiting: number }): WaitingLine {
  let running = 0;
  const waiting: (() => void)[] = [];
  const checkRoom = () => {
    if (running < limits.running || waiting.length < limits.waiting) return;
    throw new KnownError('UNAVAILABLE', 'The server is busy with other archives. Try again in a moment.', {
      retryAfterS: COME_BACK_S,
    });
  };
  return {
    checkRoom,
    run: async (work) => {
      checkRoom();
      if (running >= limits.running) await new Promise<void>((resolve) => waiting.push(resolve));
      else running++;
      try {
        return await work();
      } finally {
        // The place is handed on, not given up and taken again: nobody can slip in between.
        const next = waiting.shift();
        if (next === undefined) running--;
        else next();
      }
    },
  };
}
