import type { DBCore, DBCoreTable } from 'dexie';
import type { Database } from './database.ts';

export type FailingWrites = {
  /** From the write of this number on (the first is 1) all fail, as when the disk is full or the process is gone; 0 lets all through. */
  failFrom(write: number): void;
  /** Writes asked for since `failFrom` was called last. */
  count(): number;
};

/** For tests: lets writes of a database that is not open yet fail with `error`. */
export function failingWrites(database: Database, error: Error): FailingWrites {
  let from = 0;
  let asked = 0;
  const withFailures = (table: DBCoreTable): DBCoreTable => ({
    ...table,
    mutate(request) {
      asked += 1;
      return from > 0 && asked >= from ? Promise.reject(error) : table.mutate(request);
    },
  });
  database.use({
    stack: 'dbcore',
    name: 'failing writes',
    create: (core): DBCore => ({ ...core, table: (name) => withFailures(core.table(name)) }),
  });
  return {
    failFrom(write) {
      from = write;
      asked = 0;
    },
    count: () => asked,
  };
}

/** What browsers throw when there is no room. */
export function outOfRoom(): Error {
  return Object.assign(new Error('The current transaction exceeded its quota limitations.'), {
    name: 'QuotaExceededError',
  });
}
