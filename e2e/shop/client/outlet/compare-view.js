import { make, money } from './make.js';

const rows = [
  ['Price', (item) => money(item.pricePence)],
  ['Was', (item) => money(item.wasPence ?? item.pricePence)],
  ['Brand', (item) => item.brand],
  ['Rating', (item) => `${item.rating.toFixed(1)} of 5 (${item.reviewCount})`],
  ['Stock', (item) => (item.stock > 0 ? 'In stock' : 'Sold out')],
  ['Colours', (item) => item.colours.join(', ')],
  ['Sizes', (item) => item.sizes.join(', ') || 'One size'],
];

function headCell(item) {
  return make(
    'th',
    { scope: 'col' },
    make(
      'a',
      { href: `/outlet/${item.id}`, attributes: { 'data-route': '' } },
      make('img', { src: item.picture, width: 140, height: 140, alt: '' }),
      item.name,
    ),
  );
}

/** Without a choice it compares the first three, so that its address can be opened directly. */
export function compareView(store) {
  const chosen = store.items.filter((item) => store.compared.has(item.id));
  const shown = chosen.length > 0 ? chosen : store.items.slice(0, 3);
  const head = make('thead', {}, make('tr', {}, make('td'), ...shown.map(headCell)));
  const body = make(
    'tbody',
    {},
    ...rows.map(([name, read]) =>
      make('tr', {}, make('th', { scope: 'row' }, name), ...shown.map((item) => make('td', {}, read(item)))),
    ),
  );
  const view = make(
    'section',
    { className: 'm__view' },
    make('p', {}, make('a', { href: '/outlet', attributes: { 'data-route': '' } }, '← Back to the outlet')),
    make('h1', { tabIndex: -1 }, `Comparing ${shown.length} products`),
    make('div', { className: 'm__scroll' }, make('table', { className: 'm__comparison' }, head, body)),
  );
  view.dataset.title = 'Compare';
  return view;
}
