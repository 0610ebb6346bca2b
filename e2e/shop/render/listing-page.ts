import { html } from 'hono/html';
import type { Category } from '../catalogue/categories.ts';
import { listProducts, type ProductQuery } from '../catalogue/find-products.ts';
import { products } from '../catalogue/products.ts';
import type { Visit } from '../shop.ts';
import { breadcrumb } from './breadcrumb.ts';
import { say } from './copy.ts';
import { filters, pagination, sortSelect } from './filters.ts';
import { recommendations } from './home-page.ts';
import type { Page } from './layout.ts';
import type { Markup } from './markup.ts';
import { productGrid } from './product-card.ts';

function nothingFound(visit: Visit, query: ProductQuery): Markup {
  return html`<div class="empty">
      <h2>Nothing on the shelf</h2>
      <p>
        ${query.words === '' ? 'No product passes these filters.' : html`We found nothing for “${query.words}” with these filters.`}
        Try fewer words or <a href="/all">see every item</a>.
      </p>
    </div>
    ${recommendations(say(visit, 'also'), products.slice(0, 6))}`;
}

/** Search results and category pages are one page with different headings. */
export function listingPage(visit: Visit, query: ProductQuery, category: Category | undefined): Page {
  const listing = listProducts(query);
  const results = `${listing.total} ${listing.total === 1 ? 'product' : 'products'}`;
  const heading = category?.name ?? (query.words === '' ? 'All products' : `Results for “${query.words}”`);
  return {
    title: heading,
    main: html`${breadcrumb([[heading, undefined]])}
      <div class="listing-head">
        <h1>${heading}</h1>
        ${category === undefined ? '' : html`<p class="lead">${category.tagline}</p>`}
      </div>
      <div class="listing">
        <aside aria-label="Filter products">
          <details class="filter-fold" open>
            <summary>Filters</summary>
            ${filters(visit, query, listing)}
          </details>
        </aside>
        <section aria-label="Products">
          <div class="m__toolbar">
            <p role="status">${results}</p>
            ${sortSelect(query)}
          </div>
          ${listing.total === 0 ? nothingFound(visit, query) : productGrid(visit, listing.shown)}
          ${pagination(visit, query, listing)}
        </section>
      </div>`,
  };
}
