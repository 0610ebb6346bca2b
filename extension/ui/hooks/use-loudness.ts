import { useEffect, useState } from 'preact/hooks';
import { narrationLevel } from '../../browser/narration-level.ts';

/** How loud the microphone is, 0 to 1, while it is being recorded. */
export function useLoudness(): number {
  const [loudness, setLoudness] = useState(0);
  useEffect(() => narrationLevel().listen(setLoudness), []);
  return loudness;
}
