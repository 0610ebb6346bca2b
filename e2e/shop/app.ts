import { Hono } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import { dress } from './dress.ts';
import { layout } from './render/layout.ts';
import { lostPage } from './render/plain-pages.ts';
import { accountRoutes } from './routes/account.ts';
import { browseRoutes } from './routes/browse.ts';
import { cartRoutes } from './routes/cart.ts';
import { checkoutRoutes } from './routes/checkout.ts';
import { outletRoutes } from './routes/outlet.ts';
import { serviceRoutes } from './routes/service.ts';
import { staticRoutes } from './routes/static.ts';
import { wishRoutes } from './routes/wish.ts';
import { createSession } from './session.ts';
import type { Shop, ShopEnv } from './shop.ts';

const sessionCookie = 'larkmoor_session';

/** The shop as an HTTP application; `shop` is all it remembers. */
export function createShopApp(shop: Shop): Hono<ShopEnv> {
  const app = new Hono<ShopEnv>();

  app.use(async (c, next) => {
    await next();
    if (!c.res.headers.get('content-type')?.startsWith('text/html')) return;
    c.res = new Response(dress(await c.res.text(), shop.variant), c.res);
  });

  app.route('/', staticRoutes(shop.variant));

  app.use(async (c, next) => {
    const session = shop.sessions.get(getCookie(c, sessionCookie) ?? '') ?? createSession();
    if (!shop.sessions.has(session.id)) {
      shop.sessions.set(session.id, session);
      setCookie(c, sessionCookie, session.id, { httpOnly: true, sameSite: 'Lax', path: '/' });
    }
    const url = new URL(c.req.url);
    // A flash waits for the page it is meant for: frames and fetches in between must not eat it.
    const isPage =
      c.req.method === 'GET' && c.req.header('sec-fetch-dest') !== 'empty' && url.pathname !== '/checkout/address';
    const flash = isPage ? session.flash : undefined;
    if (isPage) session.flash = undefined;
    c.set('visit', { shop, session, url, flash, hasChosenCookies: getCookie(c, 'larkmoor_cookies') !== undefined });
    await next();
  });

  for (const routes of [
    browseRoutes,
    cartRoutes,
    checkoutRoutes,
    accountRoutes,
    serviceRoutes,
    wishRoutes,
    outletRoutes,
  ]) {
    app.route('/', routes());
  }
  app.notFound((c) => c.html(layout(c.get('visit'), lostPage), 404));
  return app;
}
