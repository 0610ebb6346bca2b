import { html } from 'hono/html';
import { cartCount } from '../cart.ts';
import { categories, type Category } from '../catalogue/categories.ts';
import { products } from '../catalogue/products.ts';
import { pictureUrl } from '../pictures/picture.ts';
import type { Visit } from '../shop.ts';
import { say } from './copy.ts';
import { icon } from './icons.ts';
import type { Markup } from './markup.ts';

function megaMenu(category: Category): Markup {
  const shelf = products.filter((product) => product.category === category.slug);
  const brands = [...new Set(shelf.map((product) => product.brand))];
  const address = `/category/${category.slug}`;
  const star = shelf[0]!;
  return html`<div class="mega">
    <div>
      <p class="mega-title">Shop ${category.name.toLowerCase()}</p>
      <ul>
        <li><a href="${address}">All ${category.name.toLowerCase()}</a></li>
        <li><a href="${address}?sort=rating">Best rated</a></li>
        <li><a href="${address}?max=50">Under £50</a></li>
        <li><a href="${address}?stock=in">In stock now</a></li>
      </ul>
    </div>
    <div>
      <p class="mega-title">Makers</p>
      <ul>
        ${brands.map((brand) => html`<li><a href="${address}?brand=${encodeURIComponent(brand)}">${brand}</a></li>`)}
      </ul>
    </div>
    <a class="mega-star" href="/product/${star.id}">
      <img src="${pictureUrl(star, undefined, '3')}" width="180" height="180" alt="" loading="lazy" />
      <span>${star.name}</span>
    </a>
  </div>`;
}

function searchForm(visit: Visit): Markup {
  const words = visit.url.pathname === '/search' ? (visit.url.searchParams.get('q') ?? '') : '';
  return html`<form class="site-search" role="search" action="/search" method="get">
    <label class="hidden-label" for="m__site-query">Search the shop</label>
    <input
      id="m__site-query"
      type="search"
      name="q"
      value="${words}"
      placeholder="Search lamps, kettles, jumpers…"
      autocomplete="off"
      data-suggest
    />
    <button type="submit" aria-label="Search">${icon('search')}</button>
  </form>`;
}

function topLinks(visit: Visit): Markup {
  const count = cartCount(visit.session);
  const { customer } = visit.session;
  const label = `${say(visit, 'cart')}, ${count} ${count === 1 ? 'item' : 'items'}`;
  return html`<div class="top-links">
    <a href="/stores">${icon('pin')}<span>Stores</span></a>
    <a href="${customer === undefined ? '/sign-in' : '/account'}"
      >${icon('person')}<span>${customer === undefined ? 'Sign in' : customer.firstName}</span></a
    >
    <a href="/wish-list">${icon('heart')}<span>Wish list</span></a>
    <a href="/cart" class="m__mini-cart" aria-label="${label}" data-mini-cart data-word="${say(visit, 'cart')}"
      >${icon('cart')}<span aria-hidden="true">${say(visit, 'cart')}</span
      ><b class="m__badge" data-cart-count aria-hidden="true" ${count === 0 ? 'hidden' : ''}>${count}</b></a
    >
  </div>`;
}

export function header(visit: Visit): Markup {
  const { pathname } = visit.url;
  const current = (path: string) => (pathname.startsWith(path) ? html`aria-current="page"` : '');
  return html`<a class="skip" href="#content">Skip to content</a>
    <p class="announcement">Free delivery over £50 · 60 days to change your mind</p>
    <header class="site-header">
      <div class="site-bar">
        <a class="logo" href="/" aria-label="Larkmoor, home"
          ><svg viewBox="0 0 40 40" width="38" height="38" aria-hidden="true">
            <circle cx="20" cy="20" r="20" fill="#1f4d3f" />
            <path d="M9 25c4-9 10-13 17-12l6 2-6 2c1 7-5 12-13 11l-5 3z" fill="#f6e7d3" />
            <circle cx="24.5" cy="16.5" r="1.4" fill="#1f4d3f" /></svg
          ><span>Larkmoor</span></a
        >
        ${searchForm(visit)} ${topLinks(visit)}
      </div>
      <nav class="site-nav" aria-label="Departments">
        <ul>
          ${categories.map((category) => html`<li class="has-mega"><a href="/category/${category.slug}" ${current(`/category/${category.slug}`)}>${category.name}</a>${megaMenu(category)}</li>`)}
          <li><a href="/outlet" class="m__sale-link" ${current('/outlet')}>Outlet</a></li>
          <li><a href="/all" ${current('/all')}>Every item</a></li>
        </ul>
      </nav>
    </header>`;
}
