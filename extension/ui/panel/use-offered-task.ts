import { useEffect, useState } from 'preact/hooks';
import { builtInScenarios } from '../../../shared/scenarios/library.ts';
import type { Scenario } from '../../../shared/scenarios/scenario.ts';
import { useLive } from '../hooks/use-live.ts';
import { pageDatabase } from '../page-database.ts';
import { offeredTask } from './offered-task.ts';

/** Which tasks were skipped is a matter of this device's pages only: neither recorded nor sent. */
const SKIPPED_KEY = 'skipped-tasks';

export type OfferedTask = {
  /** Undefined until known, null when there is none. */
  offered: Scenario | null | undefined;
  skip(id: string): void;
};

/** The task to offer next; what was skipped stays skipped in the other pages and after closing this one. */
export function useOfferedTask(): OfferedTask {
  const done = useLive(findDone, []);
  const [skipped, setSkipped] = useState(readSkipped);
  useEffect(() => {
    const renew = (): void => setSkipped(readSkipped());
    addEventListener('storage', renew);
    return () => removeEventListener('storage', renew);
  }, []);
  const skip = (id: string): void => {
    const next = [...skipped.filter((one) => one !== id), id];
    localStorage.setItem(SKIPPED_KEY, JSON.stringify(next));
    setSkipped(next);
  };
  return { offered: done === undefined ? undefined : offeredTask(builtInScenarios, done, skipped), skip };
}

async function findDone(): Promise<ReadonlySet<string>> {
  const sessions = await pageDatabase.sessions.toArray();
  const done = sessions.filter(({ judgement }) => judgement?.outcome.completed === true);
  return new Set(done.flatMap(({ scenario }) => (scenario === null ? [] : [scenario.id])));
}

function readSkipped(): readonly string[] {
  const kept: unknown = JSON.parse(localStorage.getItem(SKIPPED_KEY) ?? '[]');
  return Array.isArray(kept) ? kept.filter((id) => typeof id === 'string') : [];
}
