import type { Dialect } from './dialects.ts';

const range = (count: number): number[] => Array.from({ length: count }, (_, n) => n);

/** Cards without a list, in German, as component libraries write them. */
export function divisions(d: Dialect): string {
  const goods = ['Stehlampe', 'Wolldecke', 'Teekanne', 'Korbstuhl', 'Spiegel', 'Vorhang', 'Kissen', 'Regal'];
  const card = (n: number): string =>
    `<div${d.cls('card')}><div${d.cls('picture')}><img src="/bilder/${n + 501}.jpg" alt="" width="60" height="50"><button type="button"${d.cls('heart')} aria-label="Merken">♡</button></div><div${d.cls('info')}><a${d.cls('title')} href="/artikel/${goods[n % 8]?.toLowerCase()}-${n + 501}">${goods[n % 8]} ${['Birke', 'Nord', 'Fjell'][n % 3]}</a><span>${n * 7 + 19},99 €</span></div><div${d.cls('foot')}><button type="button"${d.cls('buy')}${d.test('buy')}>In den Warenkorb</button></div></div>`;
  return `<div${d.cls('sortbar')}>${['Beliebt', 'Neu', 'Preis'].map((name) => `<button type="button"${d.cls('sort')}>${name}</button>`).join('')}</div><div${d.cls('cards')}>${range(16).map(card).join('')}</div><button type="button"${d.cls('more')}>Mehr zeigen</button>`;
}

/** Switches and choices of an account, in French: the same two buttons on every line. */
export function settings(d: Dialect): string {
  const line = (title: string, n: number): string =>
    `<div${d.cls('line')}><span${d.cls('what')}>${title}</span><input type="checkbox" role="switch" aria-label="${title}"${d.id(`opt-${n}`)}><button type="button"${d.cls('edit')}>Modifier</button>${n % 2 === 0 ? `<button type="button"${d.cls('delete')}>Supprimer</button>` : ''}</div>`;
  const part = (title: string, lines: string[]): string =>
    `<section${d.cls('part')} aria-label="${title}"><h2>${title}</h2>${lines.map(line).join('')}</section>`;
  return `${part('Messages', ['Offres', 'Commandes', 'Avis', 'Conseils'])}${part('Adresses', ['Maison', 'Bureau', 'Parents'])}${part('Paiement', ['Carte finissant par 11', 'Carte finissant par 12'])}<button type="button"${d.cls('save')}>Enregistrer</button><a href="/compte/fermer">Fermer le compte</a>`;
}

/** Delivery times in a table: most cells hold the same button, and only row and column tell them apart. */
export function slots(d: Dialect): string {
  const days = ['Monday', 'Tuesday', 'Wednesday', 'Thursday'];
  const times = ['8–10', '10–12', '12–14', '16–18', '18–20'];
  return `<table${d.cls('slots')}><thead><tr><th></th>${days.map((day) => `<th scope="col">${day}</th>`).join('')}</tr></thead><tbody>${times.map((time, n) => `<tr><th scope="row">${time}</th>${days.map((_, at) => `<td><button type="button"${d.cls('slot')}>${(n + at) % 3 === 0 ? 'Full' : `£${((n * at) % 4) + 1}`}</button></td>`).join('')}</tr>`).join('')}</tbody></table><button type="button"${d.cls('week')}>Earlier</button><button type="button"${d.cls('week')}>Later</button>`;
}

/** Ways to pay, each opening its own fields; a code; a list of help at the side. */
export function payment(d: Dialect): string {
  const way = (title: string, key: string, fields: string[]): string =>
    `<div role="group" aria-label="${title}"${d.cls('way')}><label><input type="radio" name="pay" value="${key}"> ${title}</label>${fields.map((field) => `<p><label>${field} <input${d.cls('field')}${d.id(`${key}-${field.length}`)}></label></p>`).join('')}<button type="button"${d.cls('use')}>Use this</button></div>`;
  return `${way('Invoice', 'invoice', ['Company', 'Reference'])}${way('Gift card', 'gift', ['Number of the card', 'Word on the back'])}${way('In parts', 'parts', ['Reference', 'How many'])}<dl${d.cls('asked')}>${['Is it safe', 'When is it taken', 'Can I change it'].map((question, n) => `<dt><button type="button" aria-expanded="false"${d.cls('ask')}>${question}</button></dt><dd>Yes. <a href="/help/pay/${n + 1}">More</a></dd>`).join('')}</dl>`;
}
