import { html } from 'hono/html';
import type { Markup } from './markup.ts';

/** The way back to the home page; a step without an address is the page itself. */
export function breadcrumb(steps: readonly (readonly [string, string | undefined])[]): Markup {
  return html`<nav class="breadcrumb" aria-label="Breadcrumb">
    <ol>
      <li><a href="/">Home</a></li>
      ${steps.map(([name, address]) => (address === undefined ? html`<li aria-current="page">${name}</li>` : html`<li><a href="${address}">${name}</a></li>`))}
    </ol>
  </nav>`;
}
