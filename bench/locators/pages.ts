import { dialects, type Dialect } from './dialects.ts';
import { divisions, payment, settings, slots } from './training-families.ts';

const { hashed, modules, utility, bem, counters, named, plain } = dialects satisfies Record<string, Dialect>;

const things = 'Lamp,Kettle,Blanket,Basket,Teapot,Rucksack,Mirror,Notebook,Raincoat,Speaker,Candle,Pillow'.split(',');
const kinds = 'Oak,Harbour,Meadow,Slate,Copper,Linen,Cobalt,Willow,Amber,Granite'.split(',');
const names = (count: number): string[] =>
  Array.from(
    { length: count },
    (_, n) => `${kinds[n % kinds.length]} ${things[(n + Math.floor(n / 10)) % things.length]}`,
  );
const slug = (name: string, n: number): string => `${name.toLowerCase().replaceAll(' ', '-')}-${n + 11}`;
const price = (n: number): string => `£${12 + ((n * 7) % 90)}.${n % 2 === 0 ? '00' : '95'}`;

function shell(d: Dialect, title: string, main: string): string {
  const departments = ['Home', 'Garden', 'Clothing', 'Books', 'Sale'];
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${title}</title><style>
    body{font:16px sans-serif;margin:0} ul{list-style:none;padding:0} .grid,main>ul{display:grid;grid-template-columns:repeat(auto-fill,minmax(200px,1fr));gap:12px}
    nav a{margin-right:12px} label{display:block;margin:6px 0} table td{padding:4px 10px}</style></head><body>
  <header${d.cls('header')}><a href="/"${d.cls('logo')}>Northwick</a><form action="/search" role="search"><input type="search" name="q"${d.id('search')} placeholder="Search for anything"><button${d.cls('find')}>Search</button></form>
  <nav aria-label="Departments">${departments.map((name) => `<a${d.cls('link')} href="/c/${name.toLowerCase()}">${name}</a>`).join('')}</nav>
  <a href="/basket"${d.cls('basket')} aria-label="Basket, 2 items">Basket</a></header>
  <main><h1>${title}</h1>${main}</main>
  <footer${d.cls('footer')}>${['Help', 'Delivery', 'Returns', 'Contact us', 'Privacy'].map((name) => `<a${d.cls('foot')} href="/about/${name.toLowerCase().replace(' ', '-')}">${name}</a>`).join(' ')}</footer></body></html>`;
}

function grid(d: Dialect, count: number): string {
  const cards = names(count).map(
    (
      name,
      n,
    ) => `<li${d.cls('card')}${d.test('card')}><a href="/p/${slug(name, n)}"${d.cls('picture')}><img alt="${name}" width="80" height="60"></a><h3${d.cls('title')}><a href="/p/${slug(name, n)}"${d.cls('name')}>${name}</a></h3>
      <p${d.cls('price')}>${price(n)}</p><button${d.cls('add')}${d.test('add')} type="button">Add to basket</button><button${d.cls('wish')} aria-label="Save ${name}" type="button">♡</button></li>`,
  );
  return `<div${d.cls('bar')}><label>Sort by <select name="sort"${d.id('sort')}><option>Newest</option><option>Price</option></select></label></div><ul${d.cls('grid')}>${cards.join('')}</ul><nav aria-label="Pages">${[1, 2, 3, 4].map((n) => `<a href="?page=${n}"${d.cls('page')}>${n}</a>`).join('')}<a href="?page=2">Next page</a></nav>`;
}

function filters(d: Dialect): string {
  const group = (title: string, key: string, values: string[]): string =>
    `<fieldset${d.cls('group')}><legend>${title}</legend>${values.map((value) => `<label${d.cls('option')}><input type="checkbox" name="${key}" value="${value.toLowerCase()}"${d.id(`${key}-${value.toLowerCase()}`)}> ${value}</label>`).join('')}</fieldset>`;
  return `<form${d.cls('filters')}>${group('Brand', 'brand', ['Strand', 'Holm', 'Vale', 'Ferris', 'Quill'])}${group('Colour', 'colour', ['Red', 'Navy', 'Green', 'Black'])}
    ${group('Material', 'material', ['Wool', 'Cotton', 'Leather'])}<label>Lowest price <input type="number" name="min"${d.id('min')}></label><label>Highest price <input type="number" name="max"${d.id('max')}></label><button${d.cls('apply')}>Show results</button><a href="/c/home">Clear all</a></form>`;
}

function addressForm(d: Dialect, withNames: boolean): string {
  const fields = ['First name', 'Last name', 'Street', 'Town', 'Postcode', 'E-mail', 'Phone', 'Company'];
  const row = (label: string): string => {
    const key = label.toLowerCase().replaceAll(/[^a-z]/g, '');
    const id = d.id(key);
    const reference = /id="(.*)"/.exec(id)?.[1];
    const field = `<input type="${key === 'email' ? 'email' : key === 'phone' ? 'tel' : 'text'}"${id}${withNames ? ` name="${key}"` : ''}${d.cls('field')}${d.test(key)}>`;
    return reference === undefined
      ? `<label${d.cls('row')}>${label} ${field}</label>`
      : `<div${d.cls('row')}><label for="${reference}">${label}</label>${field}</div>`;
  };
  return `<form${d.cls('form')}><h2>Where to</h2>${fields.map(row).join('')}<h2>How</h2>${['Standard', 'Express', 'Collect'].map((how) => `<label${d.cls('choice')}><input type="radio" name="how" value="${how.toLowerCase()}"> ${how} delivery</label>`).join('')}
    <label><input type="checkbox" name="news"> Send me news</label><button type="submit"${d.cls('submit')}${d.test('submit')}>Continue to payment</button><a href="/basket">Back to the basket</a></form>`;
}

function table(d: Dialect, count: number): string {
  return `<table${d.cls('table')}><tr><th>Item</th><th>Price</th><th></th></tr>${names(count)
    .map(
      (name, n) =>
        `<tr><td><a href="/item.php?id=${n + 301}">${name}</a></td><td>${price(n)}</td><td><input type="text" size="2" name="qty[${n + 301}]"> <button${d.cls('update')}>Update</button> <a href="/remove.php?id=${n + 301}">Remove</a></td></tr>`,
    )
    .join('')}</table><button${d.cls('checkout')}>Check out</button>`;
}

function product(d: Dialect): string {
  return `<div${d.cls('gallery')}>${[1, 2, 3, 4].map((n) => `<button${d.cls('thumb')} aria-label="Picture ${n} of 4"><img alt="" width="40" height="40"></button>`).join('')}</div><p${d.cls('price')}>£49.00</p>
    <div role="radiogroup" aria-label="Size">${['S', 'M', 'L', 'XL'].map((size) => `<button role="radio" aria-checked="false"${d.cls('size')}>${size}</button>`).join('')}</div>
    <button${d.cls('minus')} aria-label="One less">−</button><input type="number" name="quantity" value="1"${d.id('quantity')} aria-label="Quantity"><button${d.cls('plus')} aria-label="One more">+</button>
    <button${d.cls('buy')}${d.test('buy')}>Add to basket</button><button${d.cls('list')}>Add to wish list</button><div role="tablist">${['Description', 'Details', 'Reviews'].map((tab) => `<button role="tab"${d.cls('tab')}>${tab}</button>`).join('')}</div>
    <section><h2>Goes well with</h2><ul${d.cls('row')}>${names(6)
      .map((name, n) => `<li><a href="/p/${slug(name, n)}">${name}</a><button${d.cls('quick')}>Quick add</button></li>`)
      .join('')}</ul></section>`;
}

function customElements(): string {
  const card = (name: string, n: number): string =>
    `<shop-card data-sku="${slug(name, n)}"><template shadowrootmode="open"><article class="box"><h3>${name}</h3><a href="/p/${slug(name, n)}">Look at it</a><button class="buy">Add to basket</button></article></template></shop-card>`;
  return `<shop-grid><template shadowrootmode="open"><h2>New this week</h2><div class="cells">${names(14).map(card).join('')}</div></template></shop-grid><shop-newsletter><template shadowrootmode="open"><form><label>Your e-mail <input type="email" name="email"></label><button>Sign up</button></form></template></shop-newsletter>`;
}

function questions(d: Dialect): string {
  const asked = [
    'How long does delivery take',
    'Can I return an item',
    'Where is my order',
    'Do you ship abroad',
    'How do I pay',
    'Can I change my address',
  ];
  return `${asked.map((question, n) => `<div${d.cls('item')}><h3><button aria-expanded="false" aria-controls="a${n}"${d.cls('ask')}>${question}?</button></h3><p>It depends. <a href="/help/${n + 1}">Read more</a></p></div>`).join('')}<aside><h2>Still stuck?</h2><a href="/chat">Start a chat</a><a href="/call">Call us</a></aside>`;
}

export type BenchPage = { name: string; html: string };

/**
 * Families whose pages the numbers of `shared/locate/agreement.ts` are learned on (`--learn`). Everything about them may
 * be looked at; the bench's figures are of `test-pages.ts`.
 */
export const trainingPages: readonly BenchPage[] = [
  { name: 'questions, bem', html: shell(bem, 'Questions', questions(bem)) },
  { name: 'questions, hashed', html: shell(hashed, 'Help', questions(hashed)) },
  { name: 'basket table, plain', html: shell(plain, 'Your order list', table(plain, 14)) },
  { name: 'basket table, named', html: shell(named, 'Saved items', table(named, 9)) },
  { name: 'filters, modules', html: shell(modules, 'Narrow it down', filters(modules)) },
  { name: 'filters, counters', html: shell(counters, 'Choose', filters(counters)) },
  { name: 'grid, hashed', html: shell(hashed, 'Living', grid(hashed, 24)) },
  { name: 'grid, utility', html: shell(utility, 'Outdoors', grid(utility, 20)) },
  { name: 'list of 60, bem', html: shell(bem, 'Everything', grid(bem, 60)) },
  { name: 'cards, modules', html: shell(modules, 'Wohnen', divisions(modules)) },
  { name: 'cards, hashed', html: shell(hashed, 'Neu', divisions(hashed)) },
  { name: 'cards, plain', html: shell(plain, 'Alles', divisions(plain)) },
  { name: 'settings, utility', html: shell(utility, 'Compte', settings(utility)) },
  { name: 'settings, counters', html: shell(counters, 'Profil', settings(counters)) },
  { name: 'slots, bem', html: shell(bem, 'Choose a time', slots(bem)) },
  { name: 'slots, hashed', html: shell(hashed, 'When', slots(hashed)) },
  { name: 'payment, named', html: shell(named, 'How to pay', payment(named)) },
  { name: 'payment, hashed', html: shell(hashed, 'Payment', payment(hashed)) },
  { name: 'custom elements', html: shell(plain, 'New', customElements()) },
];

/** Families that are learned from as little as those of the test, and looked at while tuning (`--dev`). */
export const tuningPages: readonly BenchPage[] = [
  { name: 'product, modules', html: shell(modules, 'Harbour Lamp', product(modules)) },
  { name: 'product, utility', html: shell(utility, 'Slate Kettle', product(utility)) },
  { name: 'product, counters', html: shell(counters, 'Oak Mirror', product(counters)) },
  { name: 'address, counters', html: shell(counters, 'Delivery', addressForm(counters, false)) },
  { name: 'address, named', html: shell(named, 'Your address', addressForm(named, true)) },
  { name: 'address, plain', html: shell(plain, 'Checkout', addressForm(plain, true)) },
];
