import { useEffect, useRef, useState } from 'preact/hooks';
import { failureWords } from '../words/failure-words.ts';

export type Command = {
  /** Starts the work; ignored while earlier work is under way. */
  run(work: () => Promise<unknown>): void;
  busy: boolean;
  /** Why the last work failed, in words; null when it did not. */
  failure: string | null;
};

/** Runs what a person asked for, one thing at a time, and keeps why it failed for showing beside the button. */
export function useCommand(): Command {
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const running = useRef(false);
  const gone = useRef(false);
  useEffect(() => () => void (gone.current = true), []);

  const run = async (work: () => Promise<unknown>): Promise<void> => {
    if (running.current) return;
    running.current = true;
    setBusy(true);
    setFailure(null);
    try {
      await work();
    } catch (error) {
      if (!gone.current) setFailure(failureWords(error));
    } finally {
      running.current = false;
      if (!gone.current) setBusy(false);
    }
  };
  return { run: (work) => void run(work), busy, failure };
}
