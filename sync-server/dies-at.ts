/** For tests of what is killed anywhere: everything ends, as it were, at the step of this number, counted from 0. */
export function diesAt(killAt: number) {
  let left = killAt;
  const step = (): void => {
    if (left-- === 0) throw new Error('killed');
  };
  return {
    step,
    /** Takes a step before the work and one after it. */
    around:
      <Args extends unknown[], Result>(work: (...args: Args) => Promise<Result>) =>
      async (...args: Args): Promise<Result> => {
        step();
        const result = await work(...args);
        step();
        return result;
      },
  };
}
