import { Hono } from 'hono';
import { addToCart, applyCoupon, cartCount, setQuantity } from '../cart.ts';
import { findProduct, findVariant } from '../catalogue/products.ts';
import { formFields, returnPath } from '../form-fields.ts';
import { cartPage } from '../render/cart-page.ts';
import { say } from '../render/copy.ts';
import { layout } from '../render/layout.ts';
import type { ShopEnv, Visit } from '../shop.ts';

/** Puts what a form or a script asked for into the cart; answers with what to tell the customer. */
function add(visit: Visit, asked: ReadonlyMap<string, string>): { isAdded: boolean; message: string } {
  const product = findProduct(asked.get('product') ?? '');
  if (product === undefined) return { isAdded: false, message: 'We do not know this product' };
  const variant = findVariant(product, asked.get('size') ?? '', asked.get('colour') ?? '');
  if (variant === undefined) return { isAdded: false, message: 'Please choose a size and a colour' };
  if (variant.stock === 0) return { isAdded: false, message: 'Sorry, this combination is sold out' };
  addToCart(visit.session, product, { variant, quantity: Number(asked.get('quantity') ?? '1') });
  return { isAdded: true, message: say(visit, 'added') };
}

export function cartRoutes(): Hono<ShopEnv> {
  const app = new Hono<ShopEnv>();

  app.get('/cart', (c) => c.html(layout(c.get('visit'), cartPage(c.get('visit')))));

  app.post('/cart/add', async (c) => {
    const visit = c.get('visit');
    const form = await formFields(c);
    const { isAdded, message } = add(visit, form);
    visit.session.flash = message;
    return c.redirect(isAdded ? returnPath(form.get('return'), '/cart') : `/product/${form.get('product') ?? ''}`, 303);
  });

  app.post('/cart/update', async (c) => {
    const { session } = c.get('visit');
    const form = await formFields(c);
    const quantity = form.has('remove') ? 0 : Number(form.get('quantity'));
    setQuantity(session, form.get('sku') ?? '', Number.isFinite(quantity) ? quantity : 1);
    session.flash = quantity > 0 ? 'Quantity updated' : 'Removed';
    return c.redirect('/cart', 303);
  });

  app.post('/cart/coupon', async (c) => {
    const { session } = c.get('visit');
    const form = await formFields(c);
    session.flash =
      applyCoupon(session, form.get('code') ?? '') === 'applied'
        ? 'Coupon applied: 10% off'
        : 'We do not know this coupon';
    return c.redirect('/cart', 303);
  });

  app.post('/api/cart', async (c) => {
    const visit = c.get('visit');
    const result = add(visit, await formFields(c));
    return c.json({ ...result, count: cartCount(visit.session) }, result.isAdded ? 200 : 409);
  });

  return app;
}
