import type { DBCore, DBCoreMutateRequest } from 'dexie';
import { type Database, openDatabase } from '../../extension/store/database.ts';

export type FragileStore = {
  database: Database;
  /** The next `count`-th write is refused as by a disk without room. */
  refuse(count: number): void;
  /** How many were. */
  refused(): number;
};

const MOST_TRIES = 20;

/** Does it again when there was no room for it, as whoever presses the button again or the next alarm does. */
export async function inSpiteOfRefusals<Result>(work: () => Promise<Result>): Promise<Result> {
  for (let tries = 1; ; tries++) {
    try {
      return await work();
    } catch (error) {
      if (tries === MOST_TRIES || !(error instanceof Error && error.name === 'QuotaExceededError')) throw error;
    }
  }
}

/** The extension's own store, in which writes can be refused. */
export function fragileStore(name: string): FragileStore {
  let untilRefusal = Infinity;
  let refused = 0;
  const mutate = <Answer>(go: () => Promise<Answer>): Promise<Answer> => {
    if (--untilRefusal > 0) return go();
    untilRefusal = Infinity;
    refused++;
    return Promise.reject(new DOMException('There is no room for that.', 'QuotaExceededError'));
  };
  const database = openDatabase(name);
  database.use({
    stack: 'dbcore',
    name: 'fragile',
    create: (core: DBCore) => ({
      ...core,
      table: (table: string) => {
        const whole = core.table(table);
        return { ...whole, mutate: (request: DBCoreMutateRequest) => mutate(() => whole.mutate(request)) };
      },
    }),
  });
  return { database, refuse: (count) => void (untilRefusal = count), refused: () => refused };
}
