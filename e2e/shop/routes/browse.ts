import { Hono } from 'hono';
import { findCategory } from '../catalogue/categories.ts';
import { readProductQuery, searchProducts } from '../catalogue/find-products.ts';
import { findProduct } from '../catalogue/products.ts';
import { formFields } from '../form-fields.ts';
import { pictureUrl } from '../pictures/picture.ts';
import { allPage, allRows } from '../render/all-page.ts';
import { homePage } from '../render/home-page.ts';
import { layout } from '../render/layout.ts';
import { listingPage } from '../render/listing-page.ts';
import { productPage } from '../render/product-page.ts';
import type { ShopEnv } from '../shop.ts';

const suggestionCount = 6;

/** Everything one can look at without buying. */
export function browseRoutes(): Hono<ShopEnv> {
  const app = new Hono<ShopEnv>();

  app.get('/', (c) => c.html(layout(c.get('visit'), homePage(c.get('visit')))));

  app.get('/search', (c) => {
    const visit = c.get('visit');
    return c.html(layout(visit, listingPage(visit, readProductQuery(visit.url, undefined), undefined)));
  });

  app.get('/search/suggestions', (c) => {
    const words = c.req.query('q')?.trim() ?? '';
    const found = words === '' ? [] : searchProducts(words).slice(0, suggestionCount);
    return c.json(
      found.map((product) => ({
        name: product.name,
        url: `/product/${product.id}`,
        picture: pictureUrl(product, undefined, '1'),
      })),
    );
  });

  app.get('/category/:slug', (c) => {
    const visit = c.get('visit');
    const category = findCategory(c.req.param('slug'));
    if (category === undefined) return c.notFound();
    return c.html(layout(visit, listingPage(visit, readProductQuery(visit.url, category.slug), category)));
  });

  app.get('/product/:id', (c) => {
    const product = findProduct(c.req.param('id'));
    return product === undefined ? c.notFound() : c.html(layout(c.get('visit'), productPage(c.get('visit'), product)));
  });

  app.post('/product/:id/reviews', async (c) => {
    const { shop, session } = c.get('visit');
    const product = findProduct(c.req.param('id'));
    if (product === undefined) return c.notFound();
    const form = await formFields(c);
    const review = {
      author: form.get('author') || 'A customer',
      stars: Math.min(5, Math.max(1, Number(form.get('stars')) || 5)),
      title: 'A new review',
      text: form.get('text') ?? '',
      date: 'Just now',
    };
    shop.reviews.set(product.id, [review, ...(shop.reviews.get(product.id) ?? [])]);
    session.flash = 'Thank you for your review';
    return c.redirect(`/product/${product.id}`, 303);
  });

  app.get('/all', (c) => {
    const page = Math.max(1, Number.parseInt(c.req.query('page') ?? '1', 10) || 1);
    if (c.req.query('part') === 'rows') return c.html(allRows(page));
    return c.html(layout(c.get('visit'), allPage(c.req.query('view') === 'everything' ? 'everything' : page)));
  });

  return app;
}
