/** A category page as large shops have them, of at least `nodes` elements, with a search field, carts and a view that changes without a load. */
export function shopPage(nodes: number, recorderSrc: string | undefined): string {
  const products = Math.ceil((nodes - NODES_AROUND) / NODES_OF_CARD);
  const cards = Array.from({ length: products }, (_, index) => card(index + 1)).join('');
  return `<!doctype html><html lang="en"><head><title>Lamps</title>${recorderSrc === undefined ? '' : `<script src="${recorderSrc}"></script>`}
<style>#grid{display:grid;grid-template-columns:repeat(4,1fr);gap:12px;list-style:none;padding:0}.card{border:1px solid #ddd;padding:8px}.visual{height:80px;background:#eee}header{position:sticky;top:0;background:#fff}</style></head>
<body><header><a href="/">Lamp shop</a><form role="search" id="search"><label for="q">Search</label><input id="q" name="q" type="search"></form><a id="basket" href="#basket" aria-label="Basket, 0 items">0</a></header>
<nav aria-label="Sort"><button id="by-price">By price</button><button id="by-name">By name</button></nav>
<main><h1>Lamps</h1><p id="status" role="status"></p><ul id="suggestions"></ul><ul id="grid">${cards}</ul></main>
<script>${BEHAVIOUR}</script></body></html>`;
}

const NODES_AROUND = 20;
const NODES_OF_CARD = 20;

function card(n: number): string {
  return `<li class="card" data-sku="LAMP-${n}"><a href="#p${n}"><div class="visual"></div></a><h3><a href="#p${n}">Lamp number ${n}</a></h3>
<div class="info"><p class="price"><span>£${n}.99</span> <s>£${n + 5}.00</s></p><p><span>In</span> <span>stock</span></p><ul><li>Red</li><li><em>Green</em></li></ul></div>
<div class="buttons"><button class="add" aria-label="Add Lamp ${n}"><span>Add</span></button><button class="compare"><span>Compare</span></button></div></li>`;
}

/** What the page's own scripts do: a cart counter, suggestions at every key, and a view built anew with an address of its own. */
const BEHAVIOUR = `
let count = 0;
const by = (id) => document.getElementById(id);
document.addEventListener('click', (event) => {
  if (event.target.closest('.add')) {
    count++;
    by('basket').textContent = count;
    by('basket').setAttribute('aria-label', 'Basket, ' + count + ' items');
    by('status').textContent = 'Added to your basket';
  }
  const sort = event.target.closest('nav button');
  if (sort) {
    history.pushState(null, '', '?sort=' + sort.id + '&at=' + count++);
    const grid = by('grid');
    grid.replaceChildren(...[...grid.children].slice(0, 40).reverse().map((card) => card.cloneNode(true)), ...[...grid.children].slice(40));
  }
});
by('q').addEventListener('input', ({ target }) => {
  by('suggestions').replaceChildren(...Array.from({ length: 6 }, (_, n) => {
    const item = document.createElement('li');
    const link = item.appendChild(document.createElement('a'));
    link.href = '#s' + n;
    link.textContent = target.value + ' lamp ' + n;
    return item;
  }));
});
by('search').addEventListener('submit', (event) => event.preventDefault());`;
