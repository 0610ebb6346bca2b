import { Hono } from 'hono';
import type { Product } from '../catalogue/product.ts';
import { findProduct, products } from '../catalogue/products.ts';
import { pictureUrl } from '../pictures/picture.ts';
import { say } from '../render/copy.ts';
import { layout } from '../render/layout.ts';
import { outletPage } from '../render/plain-pages.ts';
import type { ShopEnv } from '../shop.ts';

function outletItem(product: Product) {
  return { ...product, picture: pictureUrl(product, undefined, '1') };
}

/** The single-page part: one shell for every address below `/outlet`, and its data. */
export function outletRoutes(): Hono<ShopEnv> {
  const app = new Hono<ShopEnv>();

  app.get('/outlet', (c) => c.html(layout(c.get('visit'), outletPage)));
  app.get('/outlet/*', (c) => c.html(layout(c.get('visit'), outletPage)));

  app.get('/api/outlet', (c) =>
    c.json({
      addLabel: say(c.get('visit'), 'add'),
      items: products.filter((product) => product.wasPence !== undefined).map(outletItem),
    }),
  );

  app.get('/api/outlet/:id', (c) => {
    const product = findProduct(c.req.param('id'));
    return product === undefined ? c.json({ message: 'Not in the outlet' }, 404) : c.json(outletItem(product));
  });

  return app;
}
