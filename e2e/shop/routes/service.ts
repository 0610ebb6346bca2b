import { Hono } from 'hono';
import { setCookie } from 'hono/cookie';
import { formFields, returnPath } from '../form-fields.ts';
import { layout } from '../render/layout.ts';
import { helpPage, sizeChartPage } from '../render/plain-pages.ts';
import { returnPage, returnSentPage } from '../render/return-page.ts';
import { storePage } from '../render/store-page.ts';
import type { ShopEnv } from '../shop.ts';

const yearSeconds = 365 * 24 * 3600;

/** What surrounds the buying: cookies, stores, returns, help, newsletter. */
export function serviceRoutes(): Hono<ShopEnv> {
  const app = new Hono<ShopEnv>();

  app.post('/cookies', async (c) => {
    const form = await formFields(c);
    setCookie(c, 'larkmoor_cookies', form.get('choice') === 'all' ? 'all' : 'necessary', {
      path: '/',
      maxAge: yearSeconds,
      sameSite: 'Lax',
    });
    return c.redirect(returnPath(form.get('return'), '/'), 303);
  });

  app.post('/newsletter', (c) => c.json({ message: 'Thank you, the next letter is yours' }));
  app.get('/help', (c) => c.html(layout(c.get('visit'), helpPage)));
  app.get('/size-chart', (c) => c.html(layout(c.get('visit'), sizeChartPage)));
  app.get('/stores', (c) => c.html(layout(c.get('visit'), storePage(c.req.query('q') ?? ''))));
  app.get('/returns', (c) => c.html(layout(c.get('visit'), returnPage())));

  app.post('/returns', async (c) => {
    const { order, photo } = await c.req.parseBody();
    const photoName = photo instanceof File && photo.size > 0 ? photo.name : undefined;
    return c.html(layout(c.get('visit'), returnSentPage(typeof order === 'string' ? order : '', photoName)));
  });

  return app;
}
