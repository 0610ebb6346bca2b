import { html } from 'hono/html';
import { sizeTable } from './size-guide.ts';
import type { Page } from './layout.ts';

export const helpPage: Page = {
  title: 'Help',
  main: html`<div class="narrow">
    <h1>Help</h1>
    <section id="delivery">
      <h2>Delivery</h2>
      <p>
        Standard delivery takes 2 to 4 working days and costs £3.95, or nothing over £50. Express arrives the next
        working day for £7.95.
      </p>
    </section>
    <section id="cookies">
      <h2>Cookies</h2>
      <p>One cookie remembers your cart, another one that you have answered our question about cookies. That is all.</p>
    </section>
  </div>`,
};

export const sizeChartPage: Page = {
  title: 'Size chart',
  main: html`<div class="narrow">
    <h1>Size chart</h1>
    <p>Body measurements in centimetres.</p>
    ${sizeTable()}
  </div>`,
};

export const lostPage: Page = {
  title: 'Page not found',
  main: html`<div class="empty">
    <h1>We looked behind the counter, too</h1>
    <p>This page is not here. <a href="/">Back to the shelves</a></p>
  </div>`,
};

/** The single-page part draws itself; without scripts it points to the rest of the shop. */
export const outletPage: Page = {
  title: 'Outlet',
  main: html`<div id="outlet" data-outlet>
    <noscript
      ><h1>Outlet</h1>
      <p>The outlet needs JavaScript. The same products are <a href="/search">in the shop</a>.</p></noscript
    >
  </div>`,
};
