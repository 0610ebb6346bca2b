/**
 * Runs `work` whenever it is asked for, never twice at once: what is asked for while it runs makes it run once more
 * afterwards. The promise resolves when work that began after the call has ended.
 */
export function oneAtATime(work: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined;
  let next: Promise<void> | undefined;
  return function run(): Promise<void> {
    if (!running) {
      running = work().finally(() => (running = undefined));
      return running;
    }
    next ??= running.then(rerun, rerun);
    return next;
  };

  function rerun(): Promise<void> {
    next = undefined;
    running = work().finally(() => (running = undefined));
    return running;
  }
}
