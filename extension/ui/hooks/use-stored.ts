import { useEffect, useState } from 'preact/hooks';
import { watchStored } from '../../browser/stored.ts';
import type { Stored, StoredKey } from '../../settings.ts';

/** What is kept under the key, renewed at every change; undefined until it has been read. */
export function useStored<Key extends StoredKey>(key: Key): Stored<Key> | undefined {
  const [held, setHeld] = useState<{ value: Stored<Key> }>();
  useEffect(() => {
    let gone = false;
    const stop = watchStored(key, (value) => {
      if (!gone) setHeld({ value });
    });
    return () => {
      gone = true;
      stop();
    };
  }, [key]);
  return held?.value;
}
