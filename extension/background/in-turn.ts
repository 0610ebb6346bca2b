/** Lets work that must not overlap be done in the order in which it is asked for; what fails keeps nothing back. */
export function inTurn(): (work: () => Promise<void>) => Promise<void> {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const done = waitAndDo(last, work);
    last = done.catch(() => undefined);
    return done;
  };
}

async function waitAndDo(earlier: Promise<unknown>, work: () => Promise<void>): Promise<void> {
  await earlier;
  await work();
}
