import { Hono } from 'hono';
import { checkoutDetails, placeOrder } from '../orders.ts';
import { formFields } from '../form-fields.ts';
import { addressFrame } from '../render/address-frame.ts';
import { checkoutPage } from '../render/checkout-page.ts';
import { layout } from '../render/layout.ts';
import { orderPage } from '../render/order-page.ts';
import type { ShopEnv } from '../shop.ts';

export function checkoutRoutes(): Hono<ShopEnv> {
  const app = new Hono<ShopEnv>();

  app.get('/checkout', (c) => {
    const visit = c.get('visit');
    return visit.session.cart.length === 0 ? c.redirect('/cart', 303) : c.html(layout(visit, checkoutPage(visit)));
  });

  app.get('/checkout/address', (c) => c.html(addressFrame(c.get('visit'))));

  app.post('/checkout', async (c) => {
    const { shop, session } = c.get('visit');
    const form = await formFields(c);
    const details = checkoutDetails.safeParse(readJson(form.get('details') ?? ''));
    if (!details.success || session.cart.length === 0) {
      session.flash = 'We could not take this order. Please check your details.';
      return c.redirect('/checkout', 303);
    }
    const delivery = form.get('delivery') === 'express' ? 'express' : 'standard';
    const order = placeOrder(shop, session, { details: details.data, delivery });
    return c.redirect(`/order/${order.number}`, 303);
  });

  app.get('/order/:number', (c) => {
    const visit = c.get('visit');
    const order = visit.shop.orders.find((candidate) => candidate.number === c.req.param('number'));
    const isOwn = order !== undefined && visit.session.orderNumbers.includes(order.number);
    return isOwn ? c.html(layout(visit, orderPage(order))) : c.notFound();
  });

  return app;
}

/** A customer without scripts posts no JSON at all; that is a refused order, not a crash. */
function readJson(text: string): unknown {
  return text.startsWith('{') && text.endsWith('}') ? JSON.parse(text) : undefined;
}
