import { html } from 'hono/html';
import type { Visit } from '../shop.ts';
import { footer } from './footer.ts';
import { header } from './header.ts';
import type { Markup } from './markup.ts';

export interface Page {
  readonly title: string;
  readonly main: Markup;
  readonly description?: string;
  /** Extra elements for `<head>`. */
  readonly head?: Markup;
}

function cookieBanner(visit: Visit): Markup | '' {
  if (visit.hasChosenCookies) return '';
  return html`<form
    class="m__consent"
    role="dialog"
    aria-labelledby="m__consent-title"
    action="/cookies"
    method="post"
    data-consent
  >
    <input type="hidden" name="return" value="${visit.url.pathname + visit.url.search}" />
    <div>
      <h2 id="m__consent-title">A word about cookies</h2>
      <p>
        We use one cookie to remember your cart. May we use another to count visits?
        <a href="/help#cookies">Read more</a>
      </p>
    </div>
    <div class="consent-buttons">
      <button class="button quiet" type="submit" name="choice" value="necessary">Only necessary</button>
      <button class="button" type="submit" name="choice" value="all">Accept all</button>
    </div>
  </form>`;
}

export function layout(visit: Visit, page: Page): Markup {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${page.title} · Larkmoor</title>
        <meta
          name="description"
          content="${page.description ?? 'Larkmoor, the general store for things worth keeping.'}"
        />
        <link rel="icon" href="/client/icon.svg" type="image/svg+xml" />
        <link rel="stylesheet" href="/client/styles/site.css" />
        <script type="module" src="/client/site.js"></script>
        ${page.head ?? ''}
      </head>
      <body class="look-${visit.shop.variant}">
        ${header(visit)}
        <main id="content" tabindex="-1">${page.main}</main>
        ${footer()} ${cookieBanner(visit)}
        <div class="m__toasts" role="status" aria-live="polite" data-toasts>
          ${visit.flash === undefined ? '' : html`<p class="m__toast">${visit.flash}</p>`}
        </div>
      </body>
    </html>`;
}
