import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export type BytesShop = { url: string; close(): void };

/** `animated` has a banner that never rests, `photos` pictures that are as noisy as photographs. */
export const LOOKS = ['still', 'animated', 'photos'] as const;
export type Look = (typeof LOOKS)[number];

/** A small made-up shop: a list with drawn pictures, products, a dialog, toasts. */
export async function startBytesShop(look: Look): Promise<BytesShop> {
  const site = createServer((request, response) => {
    response.setHeader('content-type', 'text/html; charset=utf-8');
    const product = /^\/product\/(\d+)$/.exec(request.url ?? '')?.[1];
    const body = product === undefined ? listPage(look) : productPage(look, Number(product));
    const banner = look === 'animated' ? '<div class="banner"><b>Sale: everything for the kitchen</b></div>' : '';
    response.end(
      `<!doctype html><html lang="en"><title>Kitchen</title><style>${STYLE}</style><body>${HEADER}${banner}${body}${DIALOG}</body></html>`,
    );
  });
  await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve));
  const { port } = site.address() as AddressInfo; // of a TCP server
  return { url: `http://127.0.0.1:${port}`, close: () => void site.close() };
}

const STYLE = `body{margin:0;font:15px sans-serif;color:#222}header{position:sticky;top:0;z-index:1;display:flex;gap:16px;padding:12px 24px;background:#234;color:#fff}
main{display:grid;grid-template-columns:repeat(4,1fr);gap:20px;padding:24px}article{border:1px solid #ccc;padding:10px}svg{width:100%;height:auto;display:block}
.one{display:grid;grid-template-columns:1fr 1fr}.tab{min-height:500px}[role=status]{position:fixed;right:20px;bottom:20px;background:#264;color:#fff;padding:0 16px}
dialog{width:420px}.banner{height:180px;background:linear-gradient(90deg,#c33,#cc3,#3c3,#3cc,#33c,#c3c,#c33);background-size:300% 100%;animation:run 4s linear infinite;font-size:40px;padding:20px;color:#fff}
@keyframes run{to{background-position:300% 0}}`;

const HEADER = `<header><b>Kitchen</b><label>Search <input id="search"></label><button id="help">Delivery</button><span id="cart">Cart: 0</span></header><p role="status"></p>`;

const DIALOG = `<dialog aria-label="Delivery"><h2>Delivery</h2><p>Two working days, free above 50.</p><button id="close">Close</button></dialog>
<script>
  const one = (query) => document.querySelector(query);
  let items = 0;
  one('#help').onclick = () => one('dialog').showModal();
  one('#close').onclick = () => one('dialog').close();
  for (const add of document.querySelectorAll('.add')) add.onclick = () => {
    one('#cart').textContent = 'Cart: ' + ++items;
    one('[role=status]').innerHTML = '<p>Added to your cart</p>';
    setTimeout(() => { one('[role=status]').textContent = '' }, 4000);
  };
</script>`;

function drawing(seed: number): string {
  const at = (index: number, range: number): number => ((seed * 7919 + index * 104_729) % 9973) % range;
  const shapes = Array.from({ length: 60 }, (_, index) => {
    const colour = `hsl(${at(index, 360)} 60% ${30 + at(index + 7, 50)}%)`;
    return `<circle cx="${at(index + 1, 200)}" cy="${at(index + 2, 200)}" r="${4 + at(index + 3, 30)}" fill="${colour}"/>`;
  });
  return `<svg viewBox="0 0 200 200"><rect width="200" height="200" fill="hsl(${at(0, 360)} 30% 90%)"/>${shapes.join('')}</svg>`;
}

const pictureOf = (look: Look, seed: number): string => (look === 'photos' ? photograph(seed) : drawing(seed));

/** Light on a rough surface with noise all over: no two pixels side by side are alike, as in a photograph. */
function photograph(seed: number): string {
  return `<svg viewBox="0 0 200 200"><filter id="rough${seed}" x="0" y="0" width="1" height="1">
<feTurbulence type="fractalNoise" baseFrequency="0.012" numOctaves="6" seed="${seed}"/><feDiffuseLighting surfaceScale="14" lighting-color="hsl(${(seed * 47) % 360} 70% 70%)"><feDistantLight azimuth="45" elevation="50"/></feDiffuseLighting></filter>
<rect width="200" height="200" filter="url(#rough${seed})"/></svg>`;
}

function listPage(look: Look): string {
  const articles = Array.from(
    { length: 40 },
    (_, index) =>
      `<article>${pictureOf(look, index)}<a href="/product/${index}">Kettle number ${index}</a><p>£${20 + index}.50, in stock</p><button class="add">Add ${index}</button> <label><input type="checkbox" id="compare-${index}"> Compare</label></article>`,
  );
  return `<main>${articles.join('')}</main>`;
}

function productPage(look: Look, index: number): string {
  const rows = Array.from({ length: 30 }, (_, row) => `<p>Review ${row}: pours well, ${row % 5} of 5 stars.</p>`);
  return `<div class="one"><div>${pictureOf(look, index)}</div><section><h1>Kettle number ${index}</h1><p>£${20 + index}.50</p>
<label>Quantity <select id="quantity"><option>1</option><option>2</option><option>3</option></select></label> <button class="add">Add to cart</button>
<p>${'A kettle of brushed steel with a long spout and a quiet lid. '.repeat(8)}</p></section></div><div class="tab">${rows.join('')}</div><a href="/">All kettles</a>`;
}
