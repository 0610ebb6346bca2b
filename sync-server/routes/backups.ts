import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { createRoute, z } from '@hono/zod-openapi';
import type { Logger } from 'pino';
import { recordAct } from '../audit/record-act.ts';
import { requireScope } from '../auth/require-scope.ts';
import { followFile } from '../backup/follow-file.ts';
import { writeBackup } from '../backup/write-backup.ts';
import type { Database } from '../database.ts';
import type { App } from '../http/app-env.ts';
import { bearer } from '../http/bearer.ts';
import { newRoutes } from '../http/new-routes.ts';
import { problemResponses } from '../http/problem-responses.ts';

const make = createRoute({
  method: 'post',
  path: '/v1/admin/backup',
  summary: 'A backup of the database, of this moment',
  description:
    'Every row, with the hashes of tokens: keep it as you keep the server. Archives are not in it. On the embedded ' +
    'database everybody waits while it is written. `npm run storage -- put-back` loads it.',
  security: bearer,
  middleware: requireScope('administrator'),
  responses: {
    200: {
      description:
        'Lines of JSON, packed with gzip, sent while they are written. The last line counts the rows: without it the ' +
        'backup is not whole',
      content: { 'application/gzip': { schema: z.string().meta({ format: 'binary' }) } },
    },
    ...problemResponses(401, 403, 429),
  },
});

type BackupDeps = { database: Database; now: () => number; workFolder: string };

/** Backups of the database while the server runs. */
export function backupRoutes({ database, now, workFolder }: BackupDeps): App {
  const routes = newRoutes();
  routes.openapi(make, async (context) => {
    const { actor } = context.get('caller');
    // Noted first: rows leave before the backup is done.
    await recordAct(database, { at: now(), actor, act: 'back-up', subject: 'database' });
    const folder = await mkdtemp(join(workFolder, 'backup-'));
    const content = streamBackup({ database, now }, folder, context.get('log'));
    // Node's type of web streams differs from the DOM's in name only.
    return context.body(Readable.toWeb(content) as ReadableStream<Uint8Array>, 200, {
      'content-type': 'application/gzip',
    });
  });
  return routes;
}

/**
 * Written to the disk at the database's pace and read from there at the reader's. The folder is removed when it was read
 * to its end or left, which breaks the writing off.
 */
function streamBackup({ database, now }: Omit<BackupDeps, 'workFolder'>, folder: string, log: Logger): Readable {
  const path = join(folder, 'backup.gz');
  const leaving = new AbortController();
  const written = writeBackup(database, path, now(), leaving.signal);
  const over = written.then(
    () => undefined,
    (error: unknown) => {
      if (!leaving.signal.aborted) log.error({ err: error }, 'a backup could not be written to its end');
    },
  );
  const forget = () => rm(folder, { recursive: true, force: true });
  return Readable.from(followFile(path, written), { objectMode: false }).once('close', () => {
    leaving.abort();
    void over.then(forget);
  });
}
