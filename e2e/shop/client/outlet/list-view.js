import { listbox } from './listbox.js';
import { make, money, nextId } from './make.js';

const sorts = [
  {
    name: 'Biggest saving',
    value: (left, right) => left.pricePence / left.wasPence - right.pricePence / right.wasPence,
  },
  { name: 'Lowest price', value: (left, right) => left.pricePence - right.pricePence },
  { name: 'Highest price', value: (left, right) => right.pricePence - left.pricePence },
  { name: 'Best rated', value: (left, right) => right.rating - left.rating },
];

function tile(item, store, onCompare) {
  const tick = make('input', {
    type: 'checkbox',
    checked: store.compared.has(item.id),
    attributes: { 'aria-label': `Compare ${item.name}` },
  });
  tick.addEventListener('change', () => {
    if (tick.checked) store.compared.add(item.id);
    else store.compared.delete(item.id);
    onCompare();
  });
  const saving = Math.round((1 - item.pricePence / item.wasPence) * 100);
  return make(
    'li',
    { className: 'm__tile' },
    make(
      'a',
      { href: `/outlet/${item.id}`, attributes: { 'data-route': '' } },
      make('img', { src: item.picture, width: 300, height: 300, alt: '' }),
      make('span', { className: 'm__tile-brand' }, item.brand),
      make('span', { className: 'm__tile-name' }, item.name),
    ),
    make(
      'p',
      { className: 'm__tile-price' },
      make('b', {}, money(item.pricePence)),
      ' ',
      make('s', {}, money(item.wasPence)),
      make('em', {}, `−${saving}%`),
    ),
    make('label', { className: 'tick' }, tick, make('span', {}, 'Compare')),
  );
}

export function listView(store) {
  const highest = Math.ceil(Math.max(...store.items.map((item) => item.pricePence)) / 1000) * 10;
  const state = { sort: sorts[0].value, maxPounds: highest };
  const grid = make('ul', { className: 'm__tiles' });
  const count = make('p', { attributes: { role: 'status' } });
  const compare = make('a', { href: '/outlet/compare', className: 'button', attributes: { 'data-route': '' } });
  const rangeId = nextId();
  const shownPrice = make('output', {}, `£${highest}`);
  const range = make('input', {
    id: rangeId,
    type: 'range',
    min: '10',
    max: String(highest),
    step: '10',
    value: String(highest),
  });

  const showCompared = () => {
    compare.textContent = `Compare ${store.compared.size} products`;
    compare.hidden = store.compared.size < 2;
  };
  const draw = () => {
    const shown = store.items.filter((item) => item.pricePence <= state.maxPounds * 100).toSorted(state.sort);
    grid.replaceChildren(...shown.map((item) => tile(item, store, showCompared)));
    count.textContent = `${shown.length} reduced products`;
  };
  range.addEventListener('input', () => {
    state.maxPounds = Number(range.value);
    shownPrice.textContent = `£${range.value}`;
    draw();
  });
  const sorting = listbox({
    label: 'Sort by',
    options: sorts,
    onChoose: (sort) => {
      state.sort = sort;
      draw();
    },
  });
  draw();
  showCompared();
  return make(
    'section',
    { className: 'm__view' },
    make('h1', { tabIndex: -1 }, 'Outlet'),
    make('p', { className: 'lead' }, 'Last pieces and small flaws, at kinder prices.'),
    make(
      'div',
      { className: 'm__outlet-bar' },
      count,
      make('div', { className: 'm__range' }, make('label', { htmlFor: rangeId }, 'Highest price'), range, shownPrice),
      sorting,
      compare,
    ),
    grid,
  );
}
