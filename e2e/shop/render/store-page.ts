import { html } from 'hono/html';
import { findStores, stores } from '../stores.ts';
import type { Page } from './layout.ts';

/** A search box that looks harmless and asks where the customer lives. */
export function storePage(asked: string): Page {
  const found = findStores(asked);
  const shown = found.length === 0 ? stores : found;
  return {
    title: 'Find a store',
    main: html`<h1>Find a store</h1>
      <form class="store-search panel" action="/stores" method="get" role="search" aria-label="Stores">
        <div class="field">
          <label for="store-query">Postcode or town</label
          ><input id="store-query" type="search" name="q" value="${asked}" placeholder="e.g. LK1 or Pennmouth" />
        </div>
        <button class="button" type="submit">Find stores</button>
      </form>
      <p role="status">
        ${asked === '' ? `All ${stores.length} stores` : found.length === 0 ? `No store near “${asked}”. Here are all of them.` : `${found.length} near “${asked}”`}
      </p>
      <ul class="m__stores">
        ${shown.map(
          (store) =>
            html`<li class="panel">
              <h2>${store.town}</h2>
              <address>${store.street}<br />${store.town} ${store.postcode}</address>
              <p>${store.hours}</p>
            </li>`,
        )}
      </ul>`,
  };
}
