import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createRoute, z } from '@hono/zod-openapi';
import { reprDigest, uploadHeaders } from '../../shared/api/receipt.ts';
import { recordAct } from '../audit/record-act.ts';
import { requireScope } from '../auth/require-scope.ts';
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
      description: 'Lines of JSON, packed with gzip; Repr-Digest is over the packed bytes',
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
    const folder = await mkdtemp(join(workFolder, 'backup-'));
    const forget = () => rm(folder, { recursive: true, force: true });
    try {
      const path = join(folder, 'backup.gz');
      const { rows } = await writeBackup(database, path, now());
      const { actor } = context.get('caller');
      await recordAct(database, { at: now(), actor, act: 'back-up', subject: 'database', details: rows });
      const hash = createHash('sha256');
      await pipeline(createReadStream(path), hash);
      const { size } = await stat(path);
      // Read to its end or left by whoever asked for it: then it goes.
      const content = createReadStream(path).once('close', () => void forget());
      // Node's type of web streams differs from the DOM's in name only.
      return context.body(Readable.toWeb(content) as ReadableStream<Uint8Array>, 200, {
        'content-type': 'application/gzip',
        'content-length': String(size),
        [uploadHeaders.digest]: reprDigest(hash.digest('hex')),
      });
    } catch (error) {
      await forget();
      throw error;
    }
  });
  return routes;
}
