import { Hono } from 'hono';
import { dress } from './dress.ts';
import { paymentFrame } from './render/payment-frame.ts';
import { staticRoutes } from './routes/static.ts';
import type { Shop } from './shop.ts';

/** The payment provider: another origin that knows nothing of the cart and keeps the card to itself. */
export function createFrameApp(shop: Shop): Hono {
  const app = new Hono();
  app.route('/', staticRoutes(shop.variant));
  app.get('/payment', async (c) =>
    c.html(dress(String(await paymentFrame(c.req.query('parent') ?? '')), shop.variant)),
  );
  return app;
}
