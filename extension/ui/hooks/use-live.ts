import { liveQuery } from 'dexie';
import { useEffect, useState } from 'preact/hooks';

type Live<Value> = { value: Value } | { error: unknown };

/**
 * What the query reads from the store, renewed whenever any extension context changes it; undefined until the first
 * answer. The query runs again when one of `inputs` changes, and its old answer stays until the new one is there.
 * @throws while rendering, what the query threw; the page's error boundary shows it.
 */
export function useLive<Value>(query: () => Promise<Value>, inputs: readonly unknown[]): Value | undefined {
  const [live, setLive] = useState<Live<Value>>();
  useEffect(() => {
    const subscription = liveQuery(query).subscribe({
      next: (value) => setLive({ value }),
      error: (error: unknown) => setLive({ error }),
    });
    return () => subscription.unsubscribe();
  }, inputs);
  if (live === undefined) return undefined;
  if ('error' in live) throw live.error;
  return live.value;
}
