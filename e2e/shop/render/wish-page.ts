import { html } from 'hono/html';
import type { Product } from '../catalogue/product.ts';
import { findProduct } from '../catalogue/products.ts';
import { pictureUrl } from '../pictures/picture.ts';
import type { Visit } from '../shop.ts';
import { icon } from './icons.ts';
import type { Page } from './layout.ts';
import type { Markup } from './markup.ts';
import { price } from './product-card.ts';

function wish(product: Product, at: number): Markup {
  return html`<li class="m__wish" draggable="true" data-wish="${product.id}">
    <span class="grip">${icon('grip')}</span>
    <img src="${pictureUrl(product, undefined, '1')}" width="88" height="88" alt="" draggable="false" />
    <div>
      <h2><a href="/product/${product.id}" draggable="false">${product.name}</a></h2>
      ${price(product)}
    </div>
    <form action="/wish-list/move" method="post">
      <input type="hidden" name="product" value="${product.id}" />
      <button
        class="button quiet"
        name="to"
        value="up"
        aria-label="Move ${product.name} up"
        ${at === 0 ? 'disabled' : ''}
      >
        ↑
      </button>
      <button class="link" name="to" value="away" aria-label="Remove ${product.name} from wish list">Remove</button>
    </form>
  </li>`;
}

export function wishPage(visit: Visit): Page {
  const wishes = visit.session.wishes.flatMap((id) => findProduct(id) ?? []);
  return {
    title: 'Wish list',
    main: html`<h1>Wish list</h1>
      <p class="lead">Drag the things you want most to the top.</p>
      ${
        wishes.length === 0
          ? html`<p class="empty">Nothing wished for yet.</p>`
          : html`<ol class="m__wishes" aria-label="Wish list" data-wishes>
              ${wishes.map(wish)}
            </ol>`
      }`,
  };
}
