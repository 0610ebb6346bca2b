import { html } from 'hono/html';
import { maxQuantity } from '../cart.ts';
import { colours } from '../catalogue/colours.ts';
import type { Product } from '../catalogue/product.ts';
import { pictureUrl } from '../pictures/picture.ts';
import type { Visit } from '../shop.ts';
import { say } from './copy.ts';
import { icon } from './icons.ts';
import { capital, embeddedJson, wrapped, type Markup } from './markup.ts';

function sizeSelect(product: Product): Markup | '' {
  if (product.sizes.length === 0) return '';
  const word = product.category === 'books' ? 'Format' : 'Size';
  const isGone = (size: string) => product.variants.every((variant) => variant.size !== size || variant.stock === 0);
  return html`<div class="field">
    <label for="m__size">${word}</label>
    <select id="m__size" name="size" required data-size>
      <option value="">Choose a ${word.toLowerCase()}</option>
      ${product.sizes.map((size) => html`<option value="${size}" ${isGone(size) ? 'disabled' : ''}>${size}${isGone(size) ? ' (sold out)' : ''}</option>`)}
    </select>
    ${product.category === 'clothing' ? html`<button class="link" type="button" data-open="size-guide" aria-haspopup="dialog">Size guide</button>` : ''}
  </div>`;
}

function colourSwatches(product: Product, chosen: string): Markup | '' {
  if (product.colours.length < 2) return '';
  const isGone = (colour: string) =>
    product.variants.every((variant) => variant.colour !== colour || variant.stock === 0);
  return html`<fieldset class="swatches">
    <legend>Colour: <b data-colour-name>${capital(chosen)}</b></legend>
    ${product.colours.map(
      (colour) =>
        html`<label class="swatch" style="--swatch:${colours[colour]}" title="${capital(colour)}">
          <input
            type="radio"
            name="colour"
            value="${colour}"
            aria-label="${capital(colour)}${isGone(colour) ? ' (sold out)' : ''}"
            ${colour === chosen ? 'checked' : ''}
            ${isGone(colour) ? 'disabled' : ''}
            data-picture="${pictureUrl(product, colour, '1')}" /><span aria-hidden="true"></span
        ></label>`,
    )}
  </fieldset>`;
}

/** Everything on a product page that leads to the cart. */
export function buyBox(visit: Visit, product: Product, chosen: string): Markup {
  const isGone = product.stock === 0;
  return wrapped(
    visit,
    html`<form class="m__buy" action="/cart/add" method="post" data-buy aria-label="Buy ${product.name}">
      <input type="hidden" name="product" value="${product.id}" />
      ${colourSwatches(product, chosen)}${sizeSelect(product)}
      <p class="stock ${isGone ? 'gone' : ''}" data-stock>
        ${isGone ? 'Out of stock' : product.stock < 10 ? `Only ${product.stock} left` : 'In stock'}
      </p>
      <div class="buy-row">
        <quantity-stepper
          ><label for="m__quantity">Quantity</label
          ><input id="m__quantity" type="number" name="quantity" value="1" min="1" max="${maxQuantity}" required
        /></quantity-stepper>
        <button class="button big" type="submit" ${isGone ? 'disabled' : ''} data-add>
          ${isGone ? 'Out of stock' : say(visit, 'add')}
        </button>
      </div>
      <button class="button quiet" type="submit" formaction="/wish-list/add" formnovalidate>
        ${icon('heart')} Add to wish list
      </button>
      <script type="application/json" data-variants>
        ${embeddedJson(product.variants)}
      </script>
    </form>`,
  );
}
