import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Context } from 'hono';
import { KnownError } from '../../shared/errors.ts';
import type { App } from '../http/app-env.ts';
import { newRoutes } from '../http/new-routes.ts';

const folder = join(import.meta.dirname, '../admin');
/** Everything that the page is made of; nothing else in the folder is served. */
const files: Record<string, string> = {
  'index.html': 'text/html; charset=utf-8',
  'admin.css': 'text/css; charset=utf-8',
  'admin.js': 'text/javascript; charset=utf-8',
  'api.js': 'text/javascript; charset=utf-8',
  'elements.js': 'text/javascript; charset=utf-8',
  'overview.js': 'text/javascript; charset=utf-8',
  'quarantine.js': 'text/javascript; charset=utf-8',
  'sessions.js': 'text/javascript; charset=utf-8',
  'storage-health.js': 'text/javascript; charset=utf-8',
  'storage.js': 'text/javascript; charset=utf-8',
  'training.js': 'text/javascript; charset=utf-8',
  'access.js': 'text/javascript; charset=utf-8',
  'icon.svg': 'image/svg+xml',
};
/** The page runs only what this server sends, talks only to it, and cannot be framed or send forms elsewhere. */
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; " +
  "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** The page for administrators. It holds no secret: all it shows it asks for with the token that is typed into it. */
export function adminPageRoutes(): App {
  const routes = newRoutes();
  routes.get('/', (context) => context.redirect('/admin/'));
  routes.get('/admin', (context) => context.redirect('/admin/'));
  routes.get('/admin/', async (context) => await answerFile(context, 'index.html'));
  routes.get('/admin/:file', async (context) => await answerFile(context, context.req.param('file')));
  return routes;
}

async function answerFile(context: Context, name: string): Promise<Response> {
  const type = Object.hasOwn(files, name) ? files[name] : undefined;
  if (type === undefined) throw new KnownError('NOT_FOUND', 'There is no such page.');
  return context.body(await readFile(join(folder, name), 'utf8'), 200, {
    'content-type': type,
    'content-security-policy': policy,
    'cache-control': 'no-cache',
  });
}
