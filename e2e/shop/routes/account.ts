import { Hono } from 'hono';
import { findCustomer } from '../customers.ts';
import { formFields } from '../form-fields.ts';
import { accountPage, signInPage } from '../render/account-pages.ts';
import { layout } from '../render/layout.ts';
import type { ShopEnv } from '../shop.ts';

export function accountRoutes(): Hono<ShopEnv> {
  const app = new Hono<ShopEnv>();

  app.get('/sign-in', (c) => c.html(layout(c.get('visit'), signInPage('', undefined))));

  app.post('/sign-in', async (c) => {
    const visit = c.get('visit');
    const form = await formFields(c);
    const email = form.get('email') ?? '';
    const customer = findCustomer(email, form.get('password') ?? '');
    if (customer === undefined)
      return c.html(layout(visit, signInPage(email, 'E-mail and password do not match.')), 401);
    visit.session.customer = customer;
    visit.session.flash = `Welcome back, ${customer.firstName}`;
    return c.redirect('/account', 303);
  });

  app.get('/account', (c) => {
    const visit = c.get('visit');
    const { customer } = visit.session;
    return customer === undefined ? c.redirect('/sign-in', 303) : c.html(layout(visit, accountPage(visit, customer)));
  });

  app.post('/sign-out', (c) => {
    const { session } = c.get('visit');
    session.customer = undefined;
    session.flash = 'You are signed out';
    return c.redirect('/', 303);
  });

  return app;
}
