import { html } from 'hono/html';
import { categories } from '../catalogue/categories.ts';
import type { Product } from '../catalogue/product.ts';
import { findProduct, products } from '../catalogue/products.ts';
import { pictureUrl } from '../pictures/picture.ts';
import type { Visit } from '../shop.ts';
import { say } from './copy.ts';
import { icon } from './icons.ts';
import type { Page } from './layout.ts';
import type { Markup } from './markup.ts';
import { productGrid, splitPrice } from './product-card.ts';

const featured = [
  'mushroom-table-lamp',
  'gooseneck-pour-over-kettle',
  'halcyon-over-ear-headphones',
  'squall-raincoat',
  'ridge-two-person-tent',
  'tall-breakfast-mug',
  'bread-without-hurry',
  'wren-kitchen-radio',
];

function tile(product: Product): Markup {
  return html`<li>
    <a href="/product/${product.id}">
      <img src="${pictureUrl(product, undefined, '1')}" width="180" height="180" alt="" loading="lazy" />
      <span>${product.name}</span>${splitPrice(product.pricePence)}
    </a>
  </li>`;
}

/** A sideways-scrolling recommendation widget. */
export function recommendations(title: string, shown: readonly Product[]): Markup {
  return html`<section class="m__rail" aria-label="${title}" data-testid="recommendations">
    <h2>${title}</h2>
    <ul>
      ${shown.map(tile)}
    </ul>
  </section>`;
}

function hero(): Markup {
  const [lamp, kettle, chair] = ['mushroom-table-lamp', 'enamelled-stew-pot', 'spindle-oak-chair'].map((id) =>
    findProduct(id)!,
  );
  return html`<section class="hero">
    <div>
      <p class="eyebrow">The autumn shelf</p>
      <h1>Things worth keeping, gathered in one place.</h1>
      <p class="lead">
        Kettles that pour straight, coats that mend, books for the long evenings. Chosen slowly, made to last.
      </p>
      <p class="hero-links">
        <a class="button" href="/category/home">Shop the home</a>
        <a class="button quiet" href="/outlet">Visit the outlet</a>
      </p>
    </div>
    <div class="hero-pictures" aria-hidden="true">
      ${[lamp!, kettle!, chair!].map((product) => html`<img src="${pictureUrl(product, undefined, '3')}" width="320" height="320" alt="" />`)}
    </div>
  </section>`;
}

export function homePage(visit: Visit): Page {
  const shown = featured.flatMap((id) => findProduct(id) ?? []);
  const also = products.filter((product) => product.rating >= 4.7 && product.stock > 0).slice(0, 10);
  return {
    title: 'The general store',
    main: html`${hero()}
      <section class="shelves" aria-labelledby="shelves-title">
        <h2 id="shelves-title">Walk the shelves</h2>
        <ul>
          ${categories.map((category) => {
            const product = products.find((candidate) => candidate.category === category.slug)!;
            return html`<li>
              <a href="/category/${category.slug}"
                ><img
                  src="${pictureUrl(product, undefined, '1')}"
                  width="200"
                  height="200"
                  alt=""
                  loading="lazy"
                /><strong>${category.name}</strong><span>${category.tagline}</span></a
              >
            </li>`;
          })}
        </ul>
      </section>
      <section aria-labelledby="featured-title">
        <h2 id="featured-title">Chosen this week</h2>
        ${productGrid(visit, shown)}
      </section>
      <ul class="promises">
        <li>
          ${icon('truck')}
          <div><strong>Free delivery over £50</strong><span>Packed in paper, never plastic</span></div>
        </li>
        <li>
          ${icon('tool')}
          <div><strong>Repairs for life</strong><span>On wool, leather and cast iron</span></div>
        </li>
        <li>
          ${icon('leaf')}
          <div><strong>60 days to return</strong><span>Free from any of our stores</span></div>
        </li>
      </ul>
      ${recommendations(say(visit, 'also'), also)}`,
  };
}
