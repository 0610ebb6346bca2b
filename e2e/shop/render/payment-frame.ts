import { html } from 'hono/html';
import type { Markup } from './markup.ts';

/** Card fields on their own origin; `parent` is the only page that may ask for the result. */
export function paymentFrame(parent: string): Markup {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>Secure card payment</title>
        <link rel="stylesheet" href="/client/styles/site.css" />
        <script type="module" src="/client/payment-frame.js"></script>
      </head>
      <body class="framed" data-parent="${parent}">
        <form class="address" aria-label="Card" novalidate autocomplete="off">
          <div class="field wide">
            <label for="holder">Name on card</label><input id="holder" name="holder" autocomplete="cc-name" required />
          </div>
          <div class="field wide">
            <label for="m__pan">Card number</label
            ><input
              id="m__pan"
              type="text"
              inputmode="numeric"
              maxlength="23"
              placeholder="0000 0000 0000 0000"
              autocomplete="off"
              data-card="number"
              required
            />
          </div>
          <div class="field">
            <span class="label">Expires</span>
            <div class="split">
              <input
                type="text"
                inputmode="numeric"
                maxlength="2"
                placeholder="MM"
                aria-label="Month"
                data-card="month"
                required
              /><span aria-hidden="true">/</span
              ><input
                type="text"
                inputmode="numeric"
                maxlength="2"
                placeholder="YY"
                aria-label="Year"
                data-card="year"
                required
              />
            </div>
          </div>
          <div class="field">
            <label for="m__code">Security code</label
            ><input
              id="m__code"
              type="text"
              inputmode="numeric"
              maxlength="4"
              placeholder="CVC"
              autocomplete="off"
              data-card="code"
              required
            />
          </div>
          <p class="form-error wide" role="alert" hidden></p>
        </form>
      </body>
    </html>`;
}
