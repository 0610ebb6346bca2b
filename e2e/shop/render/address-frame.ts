import { html } from 'hono/html';
import type { Visit } from '../shop.ts';
import type { Markup } from './markup.ts';

const countries = ['United Kingdom', 'Ireland', 'France', 'Germany', 'Netherlands', 'Spain', 'Norway'];

/**
 * The address form is as uneven as real ones, on purpose: some fields say what they are by
 * `autocomplete`, some only by their label, and the town by a text next to it that is tied to nothing.
 */
export function addressFrame(visit: Visit): Markup {
  const { customer } = visit.session;
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>Delivery address</title>
        <link rel="stylesheet" href="/client/styles/site.css" />
        <script type="module" src="/client/address-frame.js"></script>
      </head>
      <body class="framed">
        <form class="address" aria-label="Delivery address" novalidate>
          <div class="field">
            <label for="email">E-mail</label
            ><input
              id="email"
              type="email"
              name="email"
              autocomplete="email"
              value="${customer?.email ?? ''}"
              required
            />
          </div>
          <div class="field">
            <label for="m__f-two">Phone number</label
            ><input id="m__f-two" inputmode="tel" name="f2" data-part="phone" required />
          </div>
          <div class="field">
            <label for="given">First name</label
            ><input
              id="given"
              name="firstName"
              autocomplete="given-name"
              value="${customer?.firstName ?? ''}"
              required
            />
          </div>
          <div class="field">
            <label for="m__f-four">Last name</label
            ><input id="m__f-four" name="f4" data-part="lastName" value="${customer?.lastName ?? ''}" required />
          </div>
          <div class="field wide">
            <label for="street">Street and number</label
            ><input id="street" name="street" autocomplete="address-line1" required />
          </div>
          <div class="field"><span class="label">Town or city</span><input name="f6" data-part="town" required /></div>
          <div class="field">
            <label for="postcode">Postcode</label
            ><input id="postcode" name="postcode" autocomplete="postal-code" required />
          </div>
          <div class="field wide">
            <label for="country">Country</label
            ><select id="country" name="country" autocomplete="country-name">
              ${countries.map((country) => html`<option>${country}</option>`)}
            </select>
          </div>
          <div class="field wide">
            <label for="m__f-nine">Note for the courier (optional)</label
            ><textarea id="m__f-nine" name="f9" data-part="note" rows="3" maxlength="500"></textarea>
          </div>
          <p class="form-error wide" role="alert" hidden></p>
        </form>
      </body>
    </html>`;
}
