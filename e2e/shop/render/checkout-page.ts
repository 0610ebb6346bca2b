import { html } from 'hono/html';
import { cartLines, cartTotals, deliveries, vatOf, type Delivery } from '../cart.ts';
import { money } from '../money.ts';
import type { Visit } from '../shop.ts';
import { optionsOf, totalsList } from './cart-page.ts';
import { say } from './copy.ts';
import type { Page } from './layout.ts';
import type { Markup } from './markup.ts';

const deliveryNames: readonly Delivery[] = ['standard', 'express'];

function deliveryChoice(visit: Visit): Markup {
  return html`<fieldset class="choices">
    <legend>How fast?</legend>
    ${deliveryNames.map((name, at) => {
      const { deliveryPence, totalPence } = cartTotals(visit.session, name);
      const cost = deliveryPence === 0 ? 'Free' : money(deliveryPence);
      return html`<label
        ><input
          type="radio"
          name="delivery"
          value="${name}"
          ${at === 0 ? 'checked' : ''}
          data-cost="${cost}"
          data-total="${money(totalPence)}"
          data-vat="${money(vatOf(totalPence))}"
        />
        <span><b>${deliveries[name].name}</b> ${deliveries[name].promise}</span> <span>${cost}</span></label
      >`;
    })}
  </fieldset>`;
}

function order(visit: Visit): Markup {
  return html`<aside class="m__summary" aria-label="Order summary">
    <h2>Your order</h2>
    <ul class="small-lines">
      ${cartLines(visit.session).map(
        (line) =>
          html`<li>
            <span>${line.quantity} × ${line.product.name}<small>${optionsOf(line)}</small></span
            ><span>${money(line.totalPence)}</span>
          </li>`,
      )}
    </ul>
    ${totalsList(cartTotals(visit.session, 'standard'))}
    <p class="form-error" role="alert" data-checkout-error hidden></p>
    <button class="button big" type="submit" data-place>${say(visit, 'place')}</button>
    <p class="net">By ordering you agree to nothing at all: this is a demonstration.</p>
  </aside>`;
}

/**
 * The form itself holds only the choice of delivery: address and card live in two frames that
 * answer by message when the order is placed, and the card never leaves its own origin.
 */
export function checkoutPage(visit: Visit): Page {
  const frame = `${visit.shop.frameUrl}/payment?parent=${encodeURIComponent(visit.shop.url)}`;
  return {
    title: 'Checkout',
    main: html`<h1>Checkout</h1>
      <noscript><p class="form-error">Our checkout needs JavaScript. Please call us instead.</p></noscript>
      <form class="checkout" action="/checkout" method="post" data-checkout aria-label="Checkout">
        <div class="stack">
          <section>
            <h2>1. Delivery address</h2>
            <iframe
              class="frame"
              src="/checkout/address"
              title="Delivery address"
              data-frame="address"
              height="640"
            ></iframe>
          </section>
          <section>
            <h2>2. Delivery</h2>
            ${deliveryChoice(visit)}
          </section>
          <section>
            <h2>3. Payment</h2>
            <iframe
              class="frame"
              src="${frame}"
              title="Secure card payment"
              data-frame="payment"
              data-origin="${visit.shop.frameUrl}"
              height="300"
            ></iframe>
          </section>
        </div>
        <input type="hidden" name="details" data-details />
        ${order(visit)}
      </form>`,
  };
}
