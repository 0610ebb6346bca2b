import { html } from 'hono/html';
import type { Markup } from './markup.ts';

/** Footer and the newsletter drawer its button opens. */
export function footer(): Markup {
  return html`<footer class="site-footer">
      <div class="footer-columns">
        <section>
          <h2>Larkmoor</h2>
          <p>A general store for things worth keeping. Invented in 2026, open all hours.</p>
          <button class="button light" type="button" data-open="newsletter" aria-haspopup="dialog">
            Join the newsletter
          </button>
        </section>
        <nav aria-label="Help">
          <h2>Help</h2>
          <ul>
            <li><a href="/help#delivery">Delivery</a></li>
            <li><a href="/returns">Returns</a></li>
            <li><a href="/size-chart" target="_blank" rel="noopener">Size chart (opens in a new tab)</a></li>
            <li><a href="/help#cookies">Cookies</a></li>
          </ul>
        </nav>
        <nav aria-label="Shop">
          <h2>Shop</h2>
          <ul>
            <li><a href="/outlet">Outlet</a></li>
            <li><a href="/all">Every item</a></li>
            <li><a href="/wish-list">Wish list</a></li>
            <li><a href="/stores">Find a store</a></li>
          </ul>
        </nav>
      </div>
      <p class="small-print">
        Larkmoor is a made-up shop for tests and demonstrations. Nothing here can be bought, and nobody is charged.
      </p>
    </footer>
    <dialog class="drawer" data-dialog="newsletter" aria-labelledby="m__newsletter-title">
      <form class="stack" data-newsletter>
        <h2 id="m__newsletter-title">Letters from the moor</h2>
        <p>One letter a month: new makers, repairs, and 10% off with the code <strong>LARK10</strong>.</p>
        <div class="field">
          <label for="m__newsletter-email">Your e-mail</label
          ><input id="m__newsletter-email" type="email" name="email" autocomplete="email" required />
        </div>
        <button class="button" type="submit">Subscribe</button>
        <button class="button quiet" type="button" data-close>No, thank you</button>
      </form>
    </dialog>`;
}
