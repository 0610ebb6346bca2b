import { Hono } from 'hono';
import { findProduct } from '../catalogue/products.ts';
import { formFields } from '../form-fields.ts';
import { layout } from '../render/layout.ts';
import { wishPage } from '../render/wish-page.ts';
import type { ShopEnv } from '../shop.ts';

function movedUp(wishes: readonly string[], id: string): string[] {
  const at = wishes.indexOf(id);
  return at < 1 ? [...wishes] : wishes.with(at, wishes[at - 1]!).with(at - 1, id);
}

export function wishRoutes(): Hono<ShopEnv> {
  const app = new Hono<ShopEnv>();

  app.get('/wish-list', (c) => c.html(layout(c.get('visit'), wishPage(c.get('visit')))));

  app.post('/wish-list/add', async (c) => {
    const { session } = c.get('visit');
    const id = (await formFields(c)).get('product') ?? '';
    if (findProduct(id) === undefined) return c.notFound();
    session.wishes = [...session.wishes.filter((wish) => wish !== id), id];
    session.flash = 'Added to your wish list';
    return c.redirect(`/product/${id}`, 303);
  });

  app.post('/wish-list/move', async (c) => {
    const { session } = c.get('visit');
    const form = await formFields(c);
    const id = form.get('product') ?? '';
    session.wishes =
      form.get('to') === 'away' ? session.wishes.filter((wish) => wish !== id) : movedUp(session.wishes, id);
    return c.redirect('/wish-list', 303);
  });

  app.post('/wish-list/order', async (c) => {
    const { session } = c.get('visit');
    const asked = ((await formFields(c)).get('order') ?? '').split(',');
    session.wishes = asked.filter((id) => session.wishes.includes(id));
    return c.json({ message: 'Wish list saved' });
  });

  return app;
}
