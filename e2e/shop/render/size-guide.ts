import { html } from 'hono/html';
import type { Markup } from './markup.ts';

const rows = [
  ['XS', '82–87', '66–71', 'UK 6'],
  ['S', '88–93', '72–77', 'UK 8–10'],
  ['M', '94–99', '78–83', 'UK 12–14'],
  ['L', '100–106', '84–90', 'UK 16'],
  ['XL', '107–114', '91–98', 'UK 18'],
];

export function sizeTable(): Markup {
  return html`<table class="specification">
    <thead>
      <tr>
        <th scope="col">Size</th>
        <th scope="col">Chest, cm</th>
        <th scope="col">Waist, cm</th>
        <th scope="col">UK dress</th>
      </tr>
    </thead>
    <tbody>
      ${rows.map(
        ([size, ...rest]) =>
          html`<tr>
            <th scope="row">${size}</th>
            ${rest.map((cell) => html`<td>${cell}</td>`)}
          </tr>`,
      )}
    </tbody>
  </table>`;
}

export function sizeGuide(): Markup {
  return html`<dialog class="modal" data-dialog="size-guide" aria-labelledby="m__guide-title">
    <h2 id="m__guide-title">Size guide</h2>
    <p>Measure over a thin shirt, with the tape level. Between two sizes? Take the larger one.</p>
    ${sizeTable()}
    <p><a href="/size-chart" target="_blank" rel="noopener">Open the size chart in a new tab</a></p>
    <button class="button" type="button" data-close>Close size guide</button>
  </dialog>`;
}
