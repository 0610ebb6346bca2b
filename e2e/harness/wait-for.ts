/** Asks until the answer is not undefined. @throws Error naming what never came. */
export async function waitFor<Value>(
  what: string,
  ask: () => Promise<Value | undefined>,
  timeoutMs = 60_000,
): Promise<Value> {
  const deadline = Date.now() + timeoutMs;
  while (Date.now() < deadline) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  throw new Error(`${what} did not come within ${timeoutMs / 1000} s`);
}
