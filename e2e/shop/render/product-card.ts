import { html } from 'hono/html';
import type { Product } from '../catalogue/product.ts';
import { money } from '../money.ts';
import { pictureUrl } from '../pictures/picture.ts';
import type { Visit } from '../shop.ts';
import { say } from './copy.ts';
import { wrapped, type Markup } from './markup.ts';

export function stars(rating: number, count: number): Markup {
  return html`<p class="stars" style="--rating:${rating}">
    <span role="img" aria-label="Rated ${rating.toFixed(1)} out of 5"></span> <span class="count">(${count})</span>
  </p>`;
}

/** A price as most of the shop prints it: range, current, and struck-through old price. */
export function price(product: Product): Markup {
  const highest = Math.max(...product.variants.map((variant) => variant.pricePence));
  const from = highest > product.pricePence ? html`<span class="from">From</span> ` : '';
  if (product.wasPence === undefined)
    return html`<p class="price">${from}<span>${money(product.pricePence)}</span></p>`;
  return html`<p class="price">
    ${from}<span class="now">${money(product.pricePence)}</span>
    <s><span class="hidden-label">Was</span> ${money(product.wasPence)}</s>
  </p>`;
}

/** A price in three elements, as some shops print it. */
export function splitPrice(pence: number): Markup {
  const [pounds, rest] = money(pence).slice(1).split('.');
  return html`<p class="split-price"><sup>£</sup><span>${pounds}</span><sup>.${rest}</sup></p>`;
}

function badge(product: Product): Markup | '' {
  if (product.stock === 0) return html`<span class="m__tag out">Sold out</span>`;
  if (product.wasPence === undefined) return '';
  const percent = Math.round((1 - product.pricePence / product.wasPence) * 100);
  return html`<span class="m__tag sale">−${percent}%</span>`;
}

function quickAdd(visit: Visit, product: Product): Markup {
  if (product.stock === 0)
    return html`<a class="button quiet" href="/product/${product.id}" aria-label="See ${product.name}">See details</a>`;
  if (product.variants.length > 1)
    return html`<a class="button quiet" href="/product/${product.id}" aria-label="Choose options for ${product.name}"
      >Choose options</a
    >`;
  return html`<form action="/cart/add" method="post">
    <input type="hidden" name="product" value="${product.id}" />
    <input type="hidden" name="return" value="${visit.url.pathname + visit.url.search}" />
    <button class="button quiet" type="submit" aria-label="${say(visit, 'add')}: ${product.name}">
      ${say(visit, 'add')}
    </button>
  </form>`;
}

export function productCard(visit: Visit, product: Product): Markup {
  return html`<li class="m__card" data-testid="product-card">
    ${wrapped(
      visit,
      html` <div class="m__card-picture">
          <a href="/product/${product.id}" tabindex="-1" aria-hidden="true"
            ><img src="${pictureUrl(product, undefined, '1')}" width="320" height="320" alt="" loading="lazy" /></a
          >${badge(product)}
        </div>
        <p class="m__card-brand">${product.brand}</p>
        <h3 class="m__card-name"><a href="/product/${product.id}">${product.name}</a></h3>
        ${stars(product.rating, product.reviewCount)} ${price(product)} ${quickAdd(visit, product)}`,
    )}
  </li>`;
}

export function productGrid(visit: Visit, shown: readonly Product[]): Markup {
  return html`<ul class="m__grid">
    ${shown.map((product) => productCard(visit, product))}
  </ul>`;
}
