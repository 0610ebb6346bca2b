import { useEffect, useState } from 'preact/hooks';

/** Whether the extension may use the microphone, renewed when that changes; undefined until the browser has answered. */
export function useMicrophone(): PermissionState | undefined {
  const [state, setState] = useState<PermissionState>();
  useEffect(() => {
    const gone = new AbortController();
    const watch = async (): Promise<void> => {
      const status = await navigator.permissions.query({ name: 'microphone' });
      if (gone.signal.aborted) return;
      setState(status.state);
      status.addEventListener('change', () => setState(status.state), { signal: gone.signal });
    };
    void watch();
    return () => gone.abort();
  }, []);
  return state;
}
