const ASK_EVERY_MS = 50;

/** Asks a server again and again how it is, as others would who want something of it meanwhile. */
export function watchHealth(url: string) {
  const times: number[] = [];
  let unwell = 0;
  const stopping = new AbortController();
  const watching = (async () => {
    while (!stopping.signal.aborted) {
      const begin = performance.now();
      const { status } = await fetch(`${url}/health`);
      times.push(Math.round(performance.now() - begin));
      if (status !== 200) unwell++;
      await new Promise((resolve) => setTimeout(resolve, ASK_EVERY_MS));
    }
  })();
  return {
    async stop() {
      stopping.abort();
      await watching;
      const sorted = times.toSorted((a, b) => a - b);
      const medianMs = sorted[sorted.length >> 1] ?? 0;
      return { asked: times.length, unwell, medianMs, worstMs: sorted.at(-1) ?? 0 };
    },
  };
}
