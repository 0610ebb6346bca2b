import { html } from 'hono/html';
import { categories } from '../catalogue/categories.ts';
import type { Product } from '../catalogue/product.ts';
import { relatedProducts } from '../catalogue/products.ts';
import { decimal, money } from '../money.ts';
import { pictureUrl, views } from '../pictures/picture.ts';
import type { Visit } from '../shop.ts';
import { breadcrumb } from './breadcrumb.ts';
import { buyBox } from './buy-box.ts';
import { say } from './copy.ts';
import { recommendations } from './home-page.ts';
import type { Page } from './layout.ts';
import { embeddedJson, type Markup } from './markup.ts';
import { productTabs } from './product-tabs.ts';
import { stars } from './product-card.ts';
import { reviewSection } from './review-section.ts';
import { sizeGuide } from './size-guide.ts';

function structuredData(visit: Visit, product: Product): Markup {
  const address = `${visit.shop.url}/product/${product.id}`;
  return html`<script type="application/ld+json">
      ${embeddedJson({
        '@context': 'https://schema.org',
        '@type': 'Product',
        name: product.name,
        sku: product.sku,
        gtin13: product.ean,
        description: product.about,
        image: visit.shop.url + pictureUrl(product, undefined, '1'),
        brand: { '@type': 'Brand', name: product.brand },
        aggregateRating: { '@type': 'AggregateRating', ratingValue: product.rating, reviewCount: product.reviewCount },
        offers: {
          '@type': 'Offer',
          url: address,
          price: decimal(product.pricePence),
          priceCurrency: 'GBP',
          availability: `https://schema.org/${product.stock > 0 ? 'InStock' : 'OutOfStock'}`,
        },
      })}
    </script>
    <meta property="og:type" content="product" /><meta property="og:title" content="${product.name}" />
    <meta property="og:url" content="${address}" />`;
}

function gallery(product: Product, colour: string): Markup {
  const names = ['Front', 'Detail', 'In a room'];
  return html`<section class="gallery" aria-label="Pictures" data-gallery>
    <img
      class="gallery-main"
      src="${pictureUrl(product, colour, '1')}"
      width="640"
      height="640"
      alt="${product.name}"
      data-main-picture
    />
    <ul>
      ${views.map(
        (view, at) =>
          html`<li>
            <button
              type="button"
              aria-label="Picture ${at + 1}: ${names[at]}"
              aria-pressed="${at === 0}"
              data-view="${view}"
            >
              <img src="${pictureUrl(product, colour, view)}" width="96" height="96" alt="" />
            </button>
          </li>`,
      )}
    </ul>
  </section>`;
}

function pagePrice(product: Product): Markup {
  const net = Math.round(product.pricePence / 1.2);
  return html`<div class="m__price-line">
    <p class="price big">
      <span class="${product.wasPence === undefined ? '' : 'now'}" data-price>${money(product.pricePence)}</span
      >${product.wasPence === undefined ? '' : html` <s><span class="hidden-label">Was</span> ${money(product.wasPence)}</s>`}
    </p>
    <p class="net">incl. VAT · <span data-net>${money(net)}</span> without</p>
  </div>`;
}

export function productPage(visit: Visit, product: Product): Page {
  const category = categories.find((candidate) => candidate.slug === product.category)!;
  const asked = visit.url.searchParams.get('colour');
  const chosen = product.colours.find((colour) => colour === asked) ?? product.colours[0]!;
  return {
    title: `${product.name} by ${product.brand}`,
    description: product.about,
    head: structuredData(visit, product),
    main: html`${breadcrumb([
        [category.name, `/category/${category.slug}`],
        [product.name, undefined],
      ])}
      <article class="product">
        ${gallery(product, chosen)}
        <div class="product-info">
          <p class="brand">
            <a href="/category/${category.slug}?brand=${encodeURIComponent(product.brand)}">${product.brand}</a>
          </p>
          <h1>${product.name}</h1>
          <a class="rating-link" href="#reviews">${stars(product.rating, product.reviewCount)}</a>
          ${pagePrice(product)}
          <p class="about">${product.about}</p>
          ${buyBox(visit, product, chosen)}
          <p class="delivery-note">
            Order before 3 pm for dispatch today.
            <a href="/help#delivery" target="_blank" rel="noopener">Delivery details (opens in a new tab)</a>
          </p>
        </div>
      </article>
      ${productTabs(product)} ${reviewSection(visit, product)}
      ${recommendations(say(visit, 'also'), relatedProducts(product, 6))}
      ${product.category === 'clothing' ? sizeGuide() : ''}`,
  };
}
