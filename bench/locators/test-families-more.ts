import type { Dialect } from './dialects.ts';

const range = (count: number): number[] => Array.from({ length: count }, (_, n) => n);

/** A wide menu over the page and one for the account, in Italian: the same words under several headings. */
export function megaMenu(d: Dialect): string {
  const column = (title: string, path: string, values: string[]): string =>
    `<div${d.cls('column')}><span${d.cls('column-title')}>${title}</span>${values.map((value) => `<a${d.cls('entry')} href="/${path}/${value.toLowerCase().replaceAll(' ', '-')}">${value}</a>`).join('')}<a${d.cls('entry')} href="/${path}">Vedi tutto</a></div>`;
  const kinds = ['Scarpe', 'Giacche', 'Maglie', 'Accessori', 'Saldi'];
  return `<div role="menubar"${d.cls('bar')}>${['Donna', 'Uomo', 'Bambini', 'Casa'].map((name) => `<button type="button" role="menuitem" aria-haspopup="true"${d.cls('top')}>${name}</button>`).join('')}</div>
    <div${d.cls('sheet')}>${column('Donna', 'donna', kinds)}${column('Uomo', 'uomo', kinds)}${column('Bambini', 'bambini', kinds.slice(0, 3))}</div>
    <div role="menu" aria-label="Il mio profilo"${d.cls('account')}>${['Ordini', 'Resi', 'Indirizzi', 'Pagamenti', 'Preferenze', 'Esci'].map((name) => `<a role="menuitem"${d.cls('account-entry')} href="/profilo/${name.toLowerCase()}">${name}</a>`).join('')}</div>
    <div${d.cls('tiles')}>${['Novità', 'Ultimi arrivi', 'Tornati disponibili'].map((name, n) => `<div${d.cls('tile')}><p>${name}</p><a${d.cls('tile-go')} href="/selezione/${n + 1}">Scopri</a></div>`).join('')}</div>`;
}

/** What buyers wrote, in Swedish: votes with numbers that go up, the same for each. */
export function reviews(d: Dialect): string {
  const titles = [
    'Varm och skön',
    'Lite för stor',
    'Bra köp',
    'Gick sönder',
    'Precis som på bilden',
    'Bättre än väntat',
  ];
  const writers = ['Köpare 1', 'Vinterfantast', 'Fjällräv', 'Testaren', 'Nöjd kund', 'Bergsgeten'];
  const review = (n: number): string =>
    `<div role="listitem"${d.cls('review')}><strong>${titles[n % 6]}</strong><em>${writers[n % 6]}${n >= 6 ? ` ${n}` : ''}</em><p>Jag har haft den i ${n + 2} veckor och ${n % 2 === 0 ? 'är nöjd' : 'ångrar mig'}.</p>
      <button type="button"${d.cls('up')}${d.test('up')} aria-label="Hjälpsam">▲ ${(n * 5) % 17}</button><button type="button"${d.cls('down')}${d.test('down')} aria-label="Inte hjälpsam">▼ ${(n * 3) % 7}</button><button type="button"${d.cls('report')}>Anmäl</button></div>`;
  return `<div${d.cls('histogram')}>${[5, 4, 3, 2, 1].map((stars) => `<button type="button"${d.cls('stars')}>${stars} stjärnor <span>${stars * 11}</span></button>`).join('')}</div><label>Sortera <select${d.id('sortera')} name="sortera"><option>Nyast</option><option>Mest hjälpsam</option></select></label><button type="button"${d.cls('write')}>Skriv en recension</button>
    <div role="list">${range(10).map(review).join('')}</div><form${d.cls('question')}><label>Din fråga <textarea name="fraga"${d.id('fraga')}></textarea></label><button>Skicka</button></form>`;
}

/** The cart that slides in, in Portuguese, with codes and what others bought. */
export function cartDrawer(d: Dialect): string {
  const lines = ['Caneca azul', 'Toalha de linho', 'Vela de cera', 'Prato fundo', 'Caneca verde', 'Jarra'];
  const line = (name: string, n: number): string =>
    `<div${d.cls('line')}${d.test('line')}><img src="/fotos/${n + 30}.webp" alt="" width="40" height="40"><a href="/artigo/${n + 30}">${name}</a><span>${n * 4 + 6},50 €</span>
      <button type="button"${d.cls('less')} aria-label="Diminuir">−</button><input value="1" inputmode="numeric" aria-label="Quantidade"${d.cls('count')}><button type="button"${d.cls('more')} aria-label="Aumentar">+</button><button type="button"${d.cls('trash')} aria-label="Remover"><svg width="12" height="12"></svg></button><button type="button"${d.cls('later')}>Guardar para depois</button></div>`;
  return `<div role="dialog" aria-label="Carrinho"${d.cls('drawer')}><button type="button"${d.cls('close')} aria-label="Fechar">×</button>${lines.map(line).join('')}<details open><summary>Tem um código?</summary><input name="codigo" placeholder="Código"${d.id('codigo')}><button type="button"${d.cls('use-code')}>Aplicar</button></details>
    <label><input type="checkbox" name="oferta"${d.id('oferta')}> É uma oferta</label><a${d.cls('pay')} href="/pagar">Finalizar compra</a><button type="button"${d.cls('go-on')}>Continuar a comprar</button></div><div${d.cls('others')}>${['Pires', 'Bule', 'Guardanapos'].map((name, n) => `<div${d.cls('other')}><a href="/artigo/${n + 80}">${name}</a><button type="button"${d.cls('one-more')}>Juntar</button></div>`).join('')}</div>`;
}

/** Buying a gift card, in Polish: amounts, two people with the same fields, a date. */
export function giftCard(d: Dialect): string {
  const person = (title: string, key: string): string =>
    `<fieldset${d.cls('person')}><legend>${title}</legend>${['Imię', 'Nazwisko', 'E-mail'].map((label, n) => `<p${d.cls('pair')}><label for="${key}-${n}">${label}</label><input id="${key}-${n}" type="${n === 2 ? 'email' : 'text'}"${d.cls('entry')}></p>`).join('')}</fieldset>`;
  return `<form${d.cls('gift')}><div role="radiogroup" aria-label="Kwota">${[50, 100, 200, 500].map((amount) => `<button type="button" role="radio" aria-checked="false"${d.cls('amount')}>${amount} zł</button>`).join('')}</div><label>Inna kwota <input type="number" name="kwota"${d.id('kwota')}></label>
    <div role="tablist">${['Kwiaty', 'Góry', 'Morze', 'Bez wzoru'].map((name) => `<button type="button" role="tab"${d.cls('design')}>${name}</button>`).join('')}</div>${person('Od kogo', 'nadawca')}${person('Dla kogo', 'odbiorca')}
    <label>Życzenia <textarea name="zyczenia"${d.id('zyczenia')} maxlength="200"></textarea></label><label>Data wysłania <input type="date" name="data"${d.id('data')}></label><label><input type="checkbox" name="kopia"> Wyślij kopię do mnie</label><button type="button"${d.cls('preview')}>Podgląd</button><button${d.cls('order')}>Dodaj do koszyka</button></form>`;
}

/** A long list of which only a window is there, in English: rows placed by the script, nothing else to tell them by. */
export function virtualised(d: Dialect): string {
  const parts = ['Bolt', 'Washer', 'Nut', 'Spring', 'Rivet', 'Clamp', 'Hinge'];
  const row = (n: number): string =>
    `<div role="row" aria-rowindex="${n + 61}"${d.cls('row')} style="position:absolute;top:${n * 34}px;left:0;right:0;height:34px"><span role="gridcell">PN-${4100 + n * 13}</span><span role="gridcell">${parts[n % 7]} M${(n % 5) + 3}</span><span role="gridcell"><input type="number" value="0"${d.cls('pieces')} aria-label="Pieces"></span><span role="gridcell"><button type="button"${d.cls('into')}>Add</button><button type="button"${d.cls('star')} aria-label="Mark">☆</button></span></div>`;
  return `<div${d.cls('tools')}>${['Part', 'Name', 'Pieces'].map((name) => `<button type="button"${d.cls('by')}>Sort by ${name.toLowerCase()}</button>`).join('')}<input type="search" placeholder="Filter parts"${d.id('filter')}></div><div role="grid" aria-rowcount="900"${d.cls('window')} style="position:relative;height:1100px">${range(32).map(row).join('')}</div><button type="button"${d.cls('send')}>Send list</button>`;
}

/** Over the shop's start page: what is asked about cookies, and a letter offered, in German and English mixed. */
export function popups(d: Dialect): string {
  const purposes = ['Notwendig', 'Statistik', 'Marketing', 'Komfort'];
  return `<div${d.cls('teasers')}>${['Frühling', 'Garten', 'Balkon', 'Küche'].map((name, n) => `<a${d.cls('teaser')} href="/welt/${n + 7}"><span>${name}</span><span>Jetzt entdecken</span></a>`).join('')}</div>
    <div role="dialog" aria-label="Cookies"${d.cls('consent')}><p>Wir verwenden Cookies.</p>${purposes.map((name) => `<div${d.cls('purpose')}><span>${name}</span><button type="button" role="switch" aria-checked="false"${d.cls('switch')}${d.test('switch')}></button><button type="button"${d.cls('about')}>Mehr dazu</button></div>`).join('')}<button type="button"${d.cls('refuse')}>Alle ablehnen</button><button type="button"${d.cls('keep')}>Auswahl speichern</button><button type="button"${d.cls('accept')}>Alle akzeptieren</button><a href="/datenschutz">Datenschutz</a></div>
    <div role="dialog" aria-label="Newsletter"${d.cls('letter')}><h2>10 % off your first order</h2><form><input type="email" placeholder="Your e-mail"${d.id('mail')}><label><input type="radio" name="who"> Women</label><label><input type="radio" name="who"> Men</label><button${d.cls('join')}>Sign me up</button></form><button type="button"${d.cls('no')}>No, thanks</button></div>`;
}
