import '../elements/size-picker.js';
import { showCartCount } from '../mini-cart.js';
import { showToast } from '../toast.js';
import { make, money, nextId } from './make.js';

async function addToCart(fields) {
  const body = new FormData();
  for (const [name, value] of Object.entries(fields)) body.set(name, value);
  const response = await fetch('/api/cart', { method: 'POST', body });
  const { count, message } = await response.json();
  showCartCount(count);
  showToast(message);
}

function colourSelect(item) {
  const id = nextId();
  const select = make('select', { id }, ...item.colours.map((colour) => make('option', { value: colour }, colour)));
  const field = make('div', { className: 'field' }, make('label', { htmlFor: id }, 'Colour'), select);
  return { select, field: item.colours.length > 1 ? field : '' };
}

function sizePicker(item) {
  const picker = document.createElement('size-picker');
  picker.sizes = item.sizes.map((name) => ({
    name,
    isGone: item.variants.every((variant) => variant.size !== name || variant.stock === 0),
  }));
  return picker;
}

function buyPanel(item, store, picture) {
  const { select, field } = colourSelect(item);
  const picker = sizePicker(item);
  const price = make(
    'p',
    { className: 'm__big-price' },
    make('b', {}, money(item.pricePence)),
    ' ',
    make('s', {}, money(item.wasPence)),
  );
  const add = make(
    'button',
    { type: 'button', className: 'button big', disabled: item.stock === 0 },
    item.stock === 0 ? 'Out of stock' : store.addLabel,
  );
  select.addEventListener('change', () => {
    picture.src = picture.src.replace(/colour=[a-z]+/, `colour=${select.value}`);
  });
  picker.addEventListener('change', () => {
    const variant = item.variants.find((candidate) => candidate.size === picker.value);
    price.firstChild.textContent = money(variant.pricePence);
  });
  add.addEventListener('click', () =>
    addToCart({ product: item.id, size: picker.value, colour: select.value, quantity: '1' }),
  );
  return make('div', { className: 'stack' }, price, field, item.sizes.length > 0 ? picker : '', add);
}

export async function detailView(store, id) {
  const response = await fetch(`/api/outlet/${id}`);
  const back = make('a', { href: '/outlet', attributes: { 'data-route': '' } }, '← Back to the outlet');
  if (!response.ok)
    return make('section', { className: 'm__view' }, back, make('h1', { tabIndex: -1 }, 'Not in the outlet'));
  const item = await response.json();
  const picture = make('img', { src: item.picture, width: 560, height: 560, alt: item.name });
  const view = make(
    'section',
    { className: 'm__view' },
    make('p', {}, back),
    make(
      'div',
      { className: 'm__detail' },
      picture,
      make(
        'div',
        { className: 'stack' },
        make('p', { className: 'm__tile-brand' }, item.brand),
        make('h1', { tabIndex: -1 }, item.name),
        make('p', {}, item.about),
        make('ul', { className: 'points' }, ...item.points.map((point) => make('li', {}, point))),
        buyPanel(item, store, picture),
      ),
    ),
  );
  view.dataset.title = item.name;
  return view;
}
