import type { Logger } from 'pino';
import type { OpenedDatabase } from '../adapters/postgres.ts';
import { clearUnfinished } from '../ingest/clear-unfinished.ts';
import type { JobQueue } from '../job-queue.ts';

const HOUR_MS = 60 * 60 * 1000;

/** Registers what keeps the server in order by itself, once an hour. */
export function defineUpkeep(
  queue: JobQueue,
  deps: Parameters<typeof clearUnfinished>[0] & { engine: OpenedDatabase['engine']; log: Logger },
): void {
  const { engine, log } = deps;
  queue.define(
    'clear-unfinished',
    async () => {
      const cleared = await clearUnfinished(deps, HOUR_MS);
      if (cleared.objects + cleared.parts > 0) log.info(cleared, 'took up unfinished uploads');
    },
    { cron: '23 * * * *' },
  );
  if (engine.kind === 'embedded') {
    const { pglite } = engine;
    // PGlite has no autovacuum: without this a busy table grows without end.
    queue.define(
      'vacuum',
      async () => {
        await pglite.exec('vacuum analyze');
      },
      { cron: '41 * * * *' },
    );
  }
}
