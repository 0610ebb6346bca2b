import type { Dexie } from 'dexie';
import type { DeltaRow } from './database.ts';

/** Chrome's LevelDB begins a new log once so much has been written to the old one: 4 MiB (`write_buffer_size`). */
const LOG_BYTES = 4 * 1024 * 1024;
/** Larger values would lie in files beside the log. */
const ROW_BYTES = 32 * 1024;
const ROWS_AT_A_TIME = 16;
/** The batch that crosses the limit still goes to the old log; the next one begins the new one. */
const BATCHES = Math.ceil(LOG_BYTES / (ROW_BYTES * ROWS_AT_A_TIME)) + 2;
const NOBODY = 'renew-log';

/**
 * Writes so much that the browser's database begins a new log, and takes it away again. After a disk was full, the log
 * may end in half a record: the browser reads over it once, writes on behind it, and at its next start finds damage in
 * the middle and throws the whole database away. What it has moved out of the log is safe.
 * @throws what the store throws when there is no room yet.
 */
export async function renewLog(database: Dexie): Promise<void> {
  const deltas = database.table<DeltaRow, [string, string]>('deltas');
  const line = 'x'.repeat(ROW_BYTES);
  for (let batch = 0; batch < BATCHES; batch++) {
    const rows = Array.from({ length: ROWS_AT_A_TIME }, (_, index) => ({
      sessionId: NOBODY,
      sha256: `${batch}-${index}`,
      line,
    }));
    await deltas.bulkPut(rows);
  }
  await deltas.where({ sessionId: NOBODY }).delete();
}
