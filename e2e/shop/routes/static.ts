import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import { Hono } from 'hono';
import { findProduct } from '../catalogue/products.ts';
import { dress } from '../dress.ts';
import { drawPicture } from '../pictures/picture.ts';
import type { ShopVariant } from '../shop.ts';

const clientFolder = new URL('../client/', import.meta.url);
const mediaTypes: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
};

/** Only what is listed is served, so no address can lead out of the folder. */
const clientFiles = new Set(readdirSync(clientFolder, { recursive: true, encoding: 'utf8' }));

/** What needs no session: scripts, styles and pictures. Both origins serve it. */
export function staticRoutes(variant: ShopVariant): Hono {
  const app = new Hono();

  app.get('/client/:file{.+}', async (c) => {
    const file = c.req.param('file');
    const mediaType = mediaTypes[extname(file)];
    if (mediaType === undefined || !clientFiles.has(file)) return c.text('Not found', 404);
    const text = await readFile(new URL(file, clientFolder), 'utf8');
    return c.body(dress(text, variant), 200, { 'content-type': mediaType, 'cache-control': 'no-cache' });
  });

  app.get('/pictures/:file{[a-z0-9-]+\\.svg}', (c) => {
    const product = findProduct(c.req.param('file').replace('.svg', ''));
    if (product === undefined) return c.text('Not found', 404);
    const svg = drawPicture(product, c.req.query('colour') ?? '', c.req.query('view') ?? '1');
    return c.body(svg, 200, { 'content-type': 'image/svg+xml', 'cache-control': 'max-age=3600' });
  });

  app.get('/favicon.ico', (c) => c.redirect('/client/icon.svg'));

  return app;
}
