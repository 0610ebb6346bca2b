import { html } from 'hono/html';
import { cartLines, cartTotals, maxQuantity, vatOf, type FilledLine, type Totals } from '../cart.ts';
import { products } from '../catalogue/products.ts';
import { money } from '../money.ts';
import { pictureUrl } from '../pictures/picture.ts';
import type { Visit } from '../shop.ts';
import { say } from './copy.ts';
import { recommendations } from './home-page.ts';
import type { Page } from './layout.ts';
import { capital, type Markup } from './markup.ts';

export function optionsOf({ variant }: Pick<FilledLine, 'variant'>): string {
  return [variant.colour && capital(variant.colour), variant.size].filter(Boolean).join(', ');
}

function cartRow(line: FilledLine): Markup {
  const { product, variant, quantity, totalPence } = line;
  const id = `quantity-${variant.sku}`;
  return html`<li class="m__line" data-testid="cart-line">
    <img src="${pictureUrl(product, variant.colour, '1')}" width="120" height="120" alt="" />
    <div class="line-text">
      <h2><a href="/product/${product.id}">${product.name}</a></h2>
      <p>${optionsOf(line)}</p>
      <p class="sku">${variant.sku}</p>
      <p>${money(variant.pricePence)} each</p>
    </div>
    <form class="line-form" action="/cart/update" method="post">
      <input type="hidden" name="sku" value="${variant.sku}" />
      <label for="${id}">Quantity <span class="hidden-label">of ${product.name}</span></label>
      <input id="${id}" type="number" name="quantity" value="${quantity}" min="0" max="${maxQuantity}" />
      <button class="button quiet" type="submit" aria-label="Update quantity of ${product.name}">Update</button>
      <button class="link" type="submit" name="remove" value="yes" aria-label="Remove ${product.name}">Remove</button>
    </form>
    <p class="line-total" data-testid="line-total">${money(totalPence)}</p>
  </li>`;
}

export function totalsList(totals: Totals): Markup {
  return html`<dl class="totals">
      <div>
        <dt>Subtotal</dt>
        <dd data-testid="subtotal">${money(totals.subtotalPence)}</dd>
      </div>
      ${
        totals.discountPence === 0
          ? ''
          : html`<div>
              <dt>Discount</dt>
              <dd>−${money(totals.discountPence)}</dd>
            </div>`
      }
      <div>
        <dt>Delivery</dt>
        <dd data-delivery>${totals.deliveryPence === 0 ? 'Free' : money(totals.deliveryPence)}</dd>
      </div>
      <div class="grand">
        <dt>Total</dt>
        <dd data-testid="total" data-grand-total>${money(totals.totalPence)}</dd>
      </div>
    </dl>
    <p class="net">Including <span data-vat>${money(vatOf(totals.totalPence))}</span> VAT</p>`;
}

function summary(visit: Visit): Markup {
  return html`<aside class="m__summary" aria-label="Order summary">
    <h2>Order summary</h2>
    ${totalsList(cartTotals(visit.session, 'standard'))}
    <form class="coupon" action="/cart/coupon" method="post">
      <label for="m__coupon">Coupon code</label>
      <div>
        <input id="m__coupon" name="code" autocomplete="off" value="${visit.session.coupon ?? ''}" /><button
          class="button quiet"
          type="submit"
        >
          Apply coupon
        </button>
      </div>
    </form>
    <a class="button big" href="/checkout">${say(visit, 'checkout')}</a>
  </aside>`;
}

export function cartPage(visit: Visit): Page {
  const lines = cartLines(visit.session);
  const word = say(visit, 'cart').toLowerCase();
  const suggestions = recommendations(
    say(visit, 'also'),
    products.filter((product) => product.pricePence < 3000 && product.stock > 0).slice(0, 8),
  );
  if (lines.length === 0) {
    return {
      title: `Your ${word}`,
      main: html`<h1>Your ${word}</h1>
        <div class="empty">
          <h2>Your ${word} is empty</h2>
          <p>It happens to the best of us. <a href="/">Back to the shelves</a></p>
        </div>
        ${suggestions}`,
    };
  }
  return {
    title: `Your ${word}`,
    main: html`<h1>Your ${word}</h1>
      <div class="cart">
        <ul>
          ${lines.map(cartRow)}
        </ul>
        ${summary(visit)}
      </div>
      ${suggestions}`,
  };
}
