import { html } from 'hono/html';
import type { Product, Variant } from '../catalogue/product.ts';
import { products } from '../catalogue/products.ts';
import { money } from '../money.ts';
import { pictureUrl } from '../pictures/picture.ts';
import type { Page } from './layout.ts';
import { capital, type Markup } from './markup.ts';

const items = products.flatMap((product) => product.variants.map((variant) => ({ product, variant })));
const rowsPerPage = 60;
const pages = Math.ceil(items.length / rowsPerPage);

function row({ product, variant }: { product: Product; variant: Variant }): Markup {
  return html`<li class="m__row">
    <img src="${pictureUrl(product, variant.colour, '1')}" width="48" height="48" alt="" loading="lazy" />
    <a href="/product/${product.id}${variant.colour === undefined ? '' : `?colour=${variant.colour}`}"
      >${product.name}</a
    >
    <span>${[variant.colour && capital(variant.colour), variant.size].filter(Boolean).join(', ') || 'One kind'}</span
    ><span class="sku">${variant.sku}</span> <span>${variant.stock === 0 ? 'Sold out' : 'In stock'}</span
    ><b>${money(variant.pricePence)}</b>
  </li>`;
}

/** One page of rows, as the list fetches them when its end comes into view. */
export function allRows(page: number): Markup {
  return html`${items.slice((page - 1) * rowsPerPage, page * rowsPerPage).map(row)}`;
}

/** Every variant of every product: a long list that grows while scrolling, or all at once. */
export function allPage(asked: number | 'everything'): Page {
  const shown = asked === 'everything' ? html`${items.map(row)}` : allRows(asked);
  const next = asked === 'everything' || asked >= pages ? undefined : asked + 1;
  return {
    title: 'Every item',
    main: html`<h1>Every item</h1>
      <p class="lead">
        All ${items.length} sizes and colours on one long shelf.
        <a href="/all?view=everything">Show them all at once</a>
      </p>
      <ul class="m__rows" aria-label="Every item" data-rows data-pages="${pages}">
        ${shown}
      </ul>
      ${next === undefined ? '' : html`<p class="more"><a class="button quiet" href="/all?page=${next}" data-more="${next}">Show more items</a></p>`}`,
  };
}
