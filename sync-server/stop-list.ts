/** What has been started and has to be stopped. */
export type StopList = {
  add(stop: () => Promise<void> | void): void;
  /** Stops what was started last first, and all of it: what fails is thrown when the others have been stopped. */
  stop(): Promise<void>;
};

export function stopList(): StopList {
  const stops: (() => Promise<void> | void)[] = [];
  return {
    add: (stop) => void stops.push(stop),
    stop: async () => {
      const failures: unknown[] = [];
      for (;;) {
        const stop = stops.pop();
        if (stop === undefined) break;
        try {
          await stop();
        } catch (error) {
          failures.push(error);
        }
      }
      if (failures.length > 1) throw new AggregateError(failures, 'Several parts could not be stopped in order.');
      if (failures.length === 1) throw failures[0];
    },
  };
}
