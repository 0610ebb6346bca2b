import { html } from 'hono/html';
import type { Product } from '../catalogue/product.ts';
import { reviewsOf, type Review } from '../catalogue/reviews.ts';
import type { Visit } from '../shop.ts';
import type { Markup } from './markup.ts';
import { stars } from './product-card.ts';

function reviewItem(review: Review): Markup {
  return html`<li class="m__review">
    <article>
      <header>
        <p class="stars" style="--rating:${review.stars}">
          <span role="img" aria-label="${review.stars} of 5 stars"></span>
        </p>
        <h3>${review.title}</h3>
      </header>
      <p>${review.text}</p>
      <footer>${review.author} · <time>${review.date}</time></footer>
    </article>
  </li>`;
}

function reviewForm(product: Product): Markup {
  return html`<form
    class="stack review-form"
    action="/product/${product.id}/reviews"
    method="post"
    aria-label="Write a review"
  >
    <h3>Write a review</h3>
    <rating-picker name="stars" label="Your rating"></rating-picker>
    <div class="field">
      <label for="m__review-name">Display name</label
      ><input id="m__review-name" name="author" autocomplete="nickname" required />
    </div>
    <div class="field" data-rich-text>
      <label for="m__review-text" id="m__review-label">Your review</label
      ><textarea id="m__review-text" name="text" rows="4"></textarea>
    </div>
    <button class="button quiet" type="submit">Publish review</button>
  </form>`;
}

export function reviewSection(visit: Visit, product: Product): Markup {
  const own = visit.shop.reviews.get(product.id) ?? [];
  return html`<section class="reviews" id="reviews" aria-labelledby="m__reviews-title">
    <div>
      <h2 id="m__reviews-title">Reviews</h2>
      ${stars(product.rating, product.reviewCount + own.length)}${reviewForm(product)}
    </div>
    <ul>
      ${[...own, ...reviewsOf(product)].map(reviewItem)}
    </ul>
  </section>`;
}
