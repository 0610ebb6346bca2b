import type { Dialect } from './dialects.ts';

const range = (count: number): number[] => Array.from({ length: count }, (_, n) => n);
const slug = (text: string): string => text.toLowerCase().replaceAll(/[^\p{L}\d]+/gu, '-');

/** An account's past orders, in German: three actions for each, and a form to search them by. */
export function orderHistory(d: Dialect): string {
  const states = ['Zugestellt', 'Unterwegs', 'Storniert', 'In Bearbeitung'];
  const goods = ['Wanderstiefel', 'Regenjacke', 'Stirnlampe', 'Schlafsack', 'Trinkflasche', 'Kocher', 'Zelt', 'Karte'];
  const order = (n: number): string => {
    const number = 48_213 + n * 37;
    return `<section${d.cls('order')}${d.test('order')}><div${d.cls('order-head')}><span>Bestellung ${number}</span> <time>${(n % 27) + 1}. März</time> <b>${states[n % 4]}</b></div>
      <p${d.cls('goods')}>${goods[n % 8]}${n % 3 === 0 ? `, ${goods[(n + 3) % 8]}` : ''} · ${29 + n * 6},90 €</p>
      <a${d.cls('details')} href="/konto/bestellungen/${number}">Einzelheiten</a> <button type="button"${d.cls('again')}${d.test('again')}>Nochmals bestellen</button>
      ${n % 4 === 0 ? `<button type="button"${d.cls('return')}${d.test('return')}>Rücksendung anmelden</button>` : ''} <a${d.cls('invoice')} href="/rechnung/${number}.pdf">Rechnung</a></section>`;
  };
  return `<form${d.cls('lookup')} action="/konto/bestellungen"><label>Zeitraum <select name="zeitraum"${d.id('zeitraum')}><option>Drei Monate</option><option>Ein Jahr</option></select></label><label>Bestellnummer <input name="nr"${d.id('nr')} inputmode="numeric"></label><button${d.cls('go')}>Anzeigen</button></form>
    <div${d.cls('orders')}>${range(12).map(order).join('')}</div><button type="button"${d.cls('more')}>Ältere laden</button>`;
}

/** Shops near a place, in French: the same actions in every one, days behind a button. */
export function storeFinder(d: Dialect): string {
  const towns = ['Aubrac', 'Belval', 'Corniche', 'Domène', 'Estaing', 'Florac', 'Gimont', 'Herbault', 'Ispagnac'];
  const store = (town: string, n: number): string =>
    `<article${d.cls('store')} data-store="${slug(town)}"><h2${d.cls('town')}>Magasin ${town}</h2><address>${n * 4 + 2}, rue du Moulin</address><p>À ${n * 3 + 1},${n} km</p>
      <a${d.cls('route')} href="/itineraire?vers=${slug(town)}">Itinéraire</a><button type="button"${d.cls('hours')} aria-expanded="false">Horaires</button><button type="button"${d.cls('choose')}>Choisir ce magasin</button></article>`;
  return `<form role="search" aria-label="Magasins"${d.cls('near')}><label>Ville ou code postal <input name="lieu" placeholder="Ex. Florac"${d.id('lieu')}></label><label>Rayon <select name="rayon"${d.id('rayon')}><option>10 km</option><option>50 km</option></select></label>
    <label><input type="checkbox" name="retrait"${d.id('retrait')}> Retrait le jour même</label><label><input type="checkbox" name="dimanche"${d.id('dimanche')}> Ouvert le dimanche</label><button${d.cls('look')}>Rechercher</button><button type="button"${d.cls('here')}>Me localiser</button></form><div${d.cls('stores')}>${towns.map(store).join('')}</div>`;
}

/** A product put together in steps, in Dutch: swatches, choices with the same words in several groups. */
export function configurator(d: Dialect): string {
  const swatches = (title: string, values: string[]): string =>
    `<div role="group" aria-label="${title}"${d.cls('step')}><h3>${title}</h3>${values.map((value) => `<button type="button" aria-pressed="false" title="${value}"${d.cls('swatch')}${d.test('swatch')}><span${d.cls('dot')}></span></button>`).join('')}</div>`;
  const choice = (title: string, key: string, values: string[]): string =>
    `<div role="group" aria-label="${title}"${d.cls('step')}><h3>${title}</h3>${values.map((value, n) => `<label${d.cls('choice')}><input type="radio" name="${key}" value="${n}"> ${value}</label>`).join('')}<button type="button"${d.cls('explain')}>Uitleg</button></div>`;
  return `<ol${d.cls('steps')}>${['Frame', 'Stof', 'Poten', 'Overzicht'].map((step, n) => `<li><button type="button"${d.cls('to-step')} ${n === 1 ? 'aria-current="step"' : ''}>${n + 1}. ${step}</button></li>`).join('')}</ol>
    ${swatches('Kleur van de stof', ['Zand', 'Mos', 'Leisteen', 'Klei', 'Nacht', 'Room'])}${swatches('Kleur van de bies', ['Zand', 'Mos', 'Klei', 'Nacht'])}
    ${choice('Vulling', 'vulling', ['Zacht', 'Normaal', 'Stevig'])}${choice('Poten', 'poten', ['Eiken', 'Staal', 'Zonder'])}${choice('Armleuning', 'arm', ['Links', 'Rechts', 'Zonder'])}
    <p${d.cls('sum')}>€ 1.249</p><button type="button"${d.cls('previous')}>Vorige</button><button type="button"${d.cls('next')}>Volgende</button><button type="button"${d.cls('keep')}>Ontwerp bewaren</button>`;
}

/** Models side by side, in Spanish: what belongs together stands in a column, and the rows say of what it is. */
export function comparison(d: Dialect): string {
  const models = ['Brisa 2', 'Brisa 4', 'Cierzo', 'Levante Pro', 'Poniente'];
  const row = (title: string, cell: (model: string, n: number) => string): string =>
    `<tr><th scope="row">${title}</th>${models.map((model, n) => `<td>${cell(model, n)}</td>`).join('')}</tr>`;
  return `<label${d.cls('only')}><input type="checkbox" name="diferencias"${d.id('diferencias')}> Mostrar solo diferencias</label><table${d.cls('compare')}><thead><tr><th></th>${models.map((model) => `<th scope="col">${model} <button type="button"${d.cls('drop')} aria-label="Quitar">×</button></th>`).join('')}</tr></thead><tbody>
    ${row('Precio', (_, n) => `${119 + n * 60} €`)}${row('Garantía', (_, n) => `${2 + (n % 3)} años <button type="button"${d.cls('hint')}>Ver</button>`)}
    ${row('Manual', () => `<button type="button"${d.cls('hint')}>Ver</button>`)}${row('Ficha', (model) => `<a${d.cls('sheet')} href="/ventiladores/${slug(model)}">Ver ficha</a>`)}
    ${row('Cantidad', (_, n) => `<input type="number" min="1" value="1"${d.id(`cantidad-${n}`)}${d.cls('units')}>`)}${row('', () => `<button type="button"${d.cls('purchase')}>Comprar</button>`)}</tbody></table><a href="/ventiladores">Volver a la lista</a>`;
}

/** Results with facets that count, in English: links that narrow down, chips of what is chosen, a pager. */
export function facets(d: Dialect): string {
  const facet = (title: string, values: string[]): string =>
    `<div${d.cls('facet')}><button type="button" aria-expanded="true"${d.cls('facet-head')}>${title}</button><ul>${values.map((value, n) => `<li><a${d.cls('facet-value')} href="/find?term=tent&amp;${slug(title)}=${slug(value)}">${value} <span>(${(n * 13 + value.length * 3) % 70})</span></a></li>`).join('')}</ul><button type="button"${d.cls('show-all')}>Show all</button></div>`;
  const hit = (n: number): string =>
    `<div${d.cls('hit')}${d.test('hit')} data-position="${n}"><a${d.cls('hit-title')} href="/item/${71_000 + n * 91}"><img src="/img/${71_000 + n * 91}.jpg" alt="" width="60" height="50">${['Ridge', 'Fjord', 'Dune', 'Fell', 'Tarn'][n % 5]} ${(n % 3) + 2}-person tent</a><span>${(n % 5) + 1} stars</span><span>$${140 + n * 17}</span><button type="button"${d.cls('compare-box')}>Compare</button><button type="button"${d.cls('peek')}>Quick view</button></div>`;
  return `<p>${['Two people', 'Green', 'Under $300'].map((chip) => `<button type="button"${d.cls('chip')} aria-label="Remove filter ${chip}">${chip} ×</button>`).join('')}<a href="/find?term=tent">Start over</a></p><aside${d.cls('facets')}>${facet('Capacity', ['One', 'Two', 'Three', 'Four', 'Six'])}${facet('Season', ['Summer', 'Three seasons', 'All year'])}${facet('Brand', ['Ridgeline', 'Fjordur', 'Dunewalk'])}</aside>
    <div${d.cls('hits')}>${range(18).map(hit).join('')}</div><div${d.cls('pager')}><a href="/find?term=tent&amp;page=1">Previous</a>${[1, 2, 3, 4, 5].map((n) => `<a href="/find?term=tent&amp;page=${n}"${d.cls('to-page')}>${n}</a>`).join('')}<a href="/find?term=tent&amp;page=3">Next</a></div>`;
}
