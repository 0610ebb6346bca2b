import { html } from 'hono/html';
import { sorts, type Listing, type ProductQuery } from '../catalogue/find-products.ts';
import type { Visit } from '../shop.ts';
import { say } from './copy.ts';
import type { Markup } from './markup.ts';

const ratings = [4.5, 4, 0] as const;

function brandBoxes(query: ProductQuery, listing: Listing): Markup {
  return html`<fieldset>
    <legend>Brand</legend>
    ${[...listing.brands].map(
      ([brand, count]) =>
        html` <label class="tick"
          ><input type="checkbox" name="brand" value="${brand}" ${query.brands.includes(brand) ? 'checked' : ''} />
          <span>${brand}</span> <span class="count" aria-hidden="true">${count}</span></label
        >`,
    )}
  </fieldset>`;
}

function poundsOf(pence: number | undefined): number | '' {
  return pence === undefined ? '' : pence / 100;
}

function priceRange(query: ProductQuery): Markup {
  return html`<fieldset>
    <legend>Price</legend>
    <div class="price-range">
      <label for="m__price-min">Minimum price</label
      ><input
        id="m__price-min"
        type="number"
        name="min"
        min="0"
        step="1"
        inputmode="numeric"
        value="${poundsOf(query.minPence)}"
        placeholder="£0"
      />
      <label for="m__price-max">Maximum price</label
      ><input
        id="m__price-max"
        type="number"
        name="max"
        min="0"
        step="1"
        inputmode="numeric"
        value="${poundsOf(query.maxPence)}"
        placeholder="£350"
      />
    </div>
  </fieldset>`;
}

function ratingChoice(query: ProductQuery): Markup {
  return html`<fieldset>
    <legend>Customer rating</legend>
    ${ratings.map(
      (rating) =>
        html` <label class="tick"
          ><input type="radio" name="rating" value="${rating}" ${query.minRating === rating ? 'checked' : ''} />
          <span>${rating === 0 ? 'Any rating' : `${rating} stars and up`}</span></label
        >`,
    )}
  </fieldset>`;
}

/** The filter form; the sort select outside it belongs to it by its `form` attribute. */
export function filters(visit: Visit, query: ProductQuery, listing: Listing): Markup {
  return html`<form id="m__filters" class="m__filters" method="get" action="${visit.url.pathname}" aria-label="Filters">
    ${query.words === '' ? '' : html`<input type="hidden" name="q" value="${query.words}" />`}
    ${brandBoxes(query, listing)}${priceRange(query)}${ratingChoice(query)}
    <label class="tick"
      ><input type="checkbox" name="stock" value="in" ${query.inStockOnly === undefined ? '' : 'checked'} />
      <span>In stock only</span></label
    >
    <button class="button" type="submit">${say(visit, 'filter')}</button>
    <a class="clear" href="${visit.url.pathname}${query.words === '' ? '' : `?q=${encodeURIComponent(query.words)}`}"
      >Clear all filters</a
    >
  </form>`;
}

export function sortSelect(query: ProductQuery): Markup {
  return html`<div class="sort">
    <label for="m__sort">Sort by</label>
    <select id="m__sort" name="sort" form="m__filters" data-submit-on-change>
      ${Object.entries(sorts).map(([value, name]) => html`<option value="${value}" ${query.sort === value ? 'selected' : ''}>${name}</option>`)}
    </select>
    <noscript><button form="m__filters">Sort</button></noscript>
  </div>`;
}

export function pagination(visit: Visit, query: ProductQuery, listing: Listing): Markup | '' {
  if (listing.pages < 2) return '';
  const address = (page: number) => {
    const params = new URLSearchParams(visit.url.searchParams);
    params.set('page', String(page));
    return `${visit.url.pathname}?${params}`;
  };
  const numbers = Array.from({ length: listing.pages }, (_, at) => at + 1);
  return html`<nav class="pagination" aria-label="Pages">
    <ul>
      ${query.page > 1 ? html`<li><a rel="prev" href="${address(query.page - 1)}">Previous page</a></li>` : ''}
      ${numbers.map((page) => html`<li><a href="${address(page)}" aria-label="Page ${page}" ${page === query.page ? html`aria-current="page"` : ''}>${page}</a></li>`)}
      ${query.page < listing.pages ? html`<li><a rel="next" href="${address(query.page + 1)}">Next page</a></li>` : ''}
    </ul>
  </nav>`;
}
