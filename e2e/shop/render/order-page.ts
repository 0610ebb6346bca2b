import { html } from 'hono/html';
import type { Order } from '../orders.ts';
import { deliveries } from '../cart.ts';
import { money } from '../money.ts';
import { totalsList } from './cart-page.ts';
import type { Page } from './layout.ts';
import { capital } from './markup.ts';

export function orderPage(order: Order): Page {
  const { address, payment } = order;
  return {
    title: `Order ${order.number}`,
    main: html`<div class="thanks">
      <p class="eyebrow">Order <b data-testid="order-number">${order.number}</b></p>
      <h1>Thank you, ${address.firstName}</h1>
      <p class="lead">We have sent a confirmation to ${address.email}.</p>
      <div class="thanks-columns">
        <section aria-labelledby="ship-title">
          <h2 id="ship-title">Delivered to</h2>
          <address>
            ${address.firstName} ${address.lastName}<br />${address.street}<br />${address.town}<br />${address.postcode}<br />${address.country}<br />Phone
            ${address.phone}
          </address>
          ${address.note === '' ? '' : html`<p>Note: ${address.note}</p>`}
          <p>${deliveries[order.delivery].name}, paid with the card ending in ${payment.lastDigits}.</p>
        </section>
        <section aria-labelledby="lines-title">
          <h2 id="lines-title">What you ordered</h2>
          <ul class="small-lines">
            ${order.lines.map(
              (line) =>
                html`<li>
                  <span
                    >${line.quantity} × ${line.name}<small
                      >${[line.colour && capital(line.colour), line.size].filter(Boolean).join(', ')}</small
                    ></span
                  ><span>${money(line.quantity * line.unitPence)}</span>
                </li>`,
            )}
          </ul>
          ${totalsList(order)}
        </section>
      </div>
      <p><a class="button" href="/">Continue shopping</a></p>
    </div>`,
  };
}
