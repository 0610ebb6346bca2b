import { html } from 'hono/html';
import type { Product } from '../catalogue/product.ts';
import type { Markup } from './markup.ts';

/** Details, specification and delivery: three sections without scripts, tabs with them. */
export function productTabs(product: Product): Markup {
  const panels: readonly (readonly [string, string, Markup])[] = [
    [
      'details',
      'Details',
      html`<ul class="points">
        ${product.points.map((point) => html`<li>${point}</li>`)}
      </ul>`,
    ],
    [
      'specification',
      'Specification',
      html`<table class="specification">
        <tbody>
          <tr>
            <th scope="row">Brand</th>
            <td>${product.brand}</td>
          </tr>
          <tr>
            <th scope="row">Article number</th>
            <td>${product.sku}</td>
          </tr>
          <tr>
            <th scope="row">EAN</th>
            <td>${product.ean}</td>
          </tr>
          ${
            product.sizes.length === 0
              ? ''
              : html`<tr>
                  <th scope="row">Sizes</th>
                  <td>${product.sizes.join(', ')}</td>
                </tr>`
          }
          <tr>
            <th scope="row">Colours</th>
            <td>${product.colours.join(', ')}</td>
          </tr>
        </tbody>
      </table>`,
    ],
    [
      'delivery',
      'Delivery and returns',
      html`<p>
        Standard delivery £3.95, free over £50. Send it back within 60 days with our <a href="/returns">return form</a>.
      </p>`,
    ],
  ];
  return html`<div class="tabs" data-tabs>
    <div class="tab-list" role="tablist" aria-label="Product information" hidden>
      ${panels.map(([id, name], at) => html`<button type="button" role="tab" id="m__tab-${id}" aria-controls="m__panel-${id}" aria-selected="${at === 0}">${name}</button>`)}
    </div>
    ${panels.map(
      ([id, name, content]) =>
        html`<section id="m__panel-${id}" aria-labelledby="m__tab-${id}" data-panel>
          <h2>${name}</h2>
          ${content}
        </section>`,
    )}
  </div>`;
}
