import { html } from 'hono/html';
import type { Customer } from '../customers.ts';
import { money } from '../money.ts';
import type { Visit } from '../shop.ts';
import type { Page } from './layout.ts';

export function signInPage(email: string, problem: string | undefined): Page {
  return {
    title: 'Sign in',
    main: html`<div class="narrow">
      <h1>Sign in</h1>
      <p>For demonstrations: <code>robin@example.com</code> with <code>larkmoor-demo</code>.</p>
      ${problem === undefined ? '' : html`<p class="form-error" role="alert">${problem}</p>`}
      <form class="stack panel" action="/sign-in" method="post" aria-label="Sign in">
        <div class="field">
          <label for="sign-in-email">E-mail</label
          ><input id="sign-in-email" type="email" name="email" value="${email}" autocomplete="username" required />
        </div>
        <div class="field">
          <label for="sign-in-password">Password</label>
          <div class="with-toggle">
            <input
              id="sign-in-password"
              type="password"
              name="password"
              autocomplete="current-password"
              required
            /><button
              class="link"
              type="button"
              aria-pressed="false"
              aria-controls="sign-in-password"
              data-show-password
              hidden
            >
              Show password
            </button>
          </div>
        </div>
        <label class="tick"><input type="checkbox" name="remember" value="yes" /> <span>Keep me signed in</span></label>
        <button class="button big" type="submit">Sign in</button>
      </form>
    </div>`,
  };
}

export function accountPage(visit: Visit, customer: Customer): Page {
  const orders = visit.shop.orders.filter((order) => visit.session.orderNumbers.includes(order.number));
  return {
    title: 'Your account',
    main: html`<div class="narrow">
      <h1>Hello, ${customer.firstName}</h1>
      <section class="panel" aria-labelledby="details-title">
        <h2 id="details-title">Your details</h2>
        <p>${customer.firstName} ${customer.lastName}<br />${customer.email}</p>
      </section>
      <section class="panel" aria-labelledby="orders-title">
        <h2 id="orders-title">Your orders</h2>
        ${
          orders.length === 0
            ? html`<p>No orders yet.</p>`
            : html`<ul class="small-lines">
                ${orders.map((order) => html`<li><a href="/order/${order.number}">Order ${order.number}</a><span>${money(order.totalPence)}</span></li>`)}
              </ul>`
        }
      </section>
      <form action="/sign-out" method="post"><button class="button quiet" type="submit">Sign out</button></form>
    </div>`,
  };
}
