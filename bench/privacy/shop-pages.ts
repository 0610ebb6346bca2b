import { fieldSlots, shopWords } from './field-labels.ts';
import { harmlessTexts } from './harmless-texts.ts';
import type { Locale } from './locales.ts';
import type { Person, Slot } from './make-up-person.ts';

/** Where on the pages of a shop a value stands. Pixels are counted by what an OCR reads of the pages themselves. */
export type PageChannel =
  | 'page text'
  | 'title'
  | 'accessible name'
  | 'url'
  | 'hidden state'
  | 'confirmation'
  | 'typed value'
  | 'pixels';

export type Planted = { channel: PageChannel; slot: Slot };
export type ShopPages = {
  /** HTML by path. */
  pages: Map<string, string>;
  planted: Planted[];
  /** The paths of the journey. */
  home: string;
  /** Everything on the pages that is of nobody, to tell names from words of the shop. */
  harmless: string;
};

/** The pages of a shop that knows its customer and says so wherever shops do. Seed the locale's faker before. */
export function shopPages(locale: Locale, person: Person): ShopPages {
  const planted = new Map<string, Planted>();
  const plant = (channel: PageChannel, slot: Slot): void => void planted.set(`${channel} ${slot}`, { channel, slot });
  const fill = (phrase: string, channel: PageChannel, write = escapeHtml): string =>
    phrase.replaceAll(/\{(\w+)\}/g, (_all, name: string) => {
      if (name === 'idLabel') return person.idLabel;
      const slot = name as Slot; // the phrases name nothing else
      plant(channel, slot);
      return write(person[slot]);
    });
  const products = harmlessTexts(locale);
  const page: PageMaker = { locale, fill, products, base: `/${locale.code}` };
  for (const slot of fieldSlots) plant('typed value', slot);
  const order = fill('{order}', 'url', encodeURIComponent);
  const pages = new Map([
    [`${page.base}/`, homePage(page)],
    [`${page.base}/product/1`, productPage(page)],
    [`${page.base}/account`, accountPage(page)],
    [`${page.base}/checkout`, checkoutPage(page)],
    [`${page.base}/checkout/review`, reviewPage(page, order)],
    [`${page.base}/order/${order}/confirmation`, confirmationPage(page)],
  ]);
  const words = shopWords(locale.language);
  const blank = Object.values(locale.phrases)
    .flat()
    .join('\n')
    .replaceAll(/\{\w+\}/g, '·');
  return {
    pages,
    planted: [...planted.values()],
    home: `${page.base}/`,
    harmless: [...products, ...words.fields, words.add, words.next, words.order, blank].join('\n'),
  };
}

type PageMaker = {
  locale: Locale;
  fill: (phrase: string, channel: PageChannel, write?: (value: string) => string) => string;
  products: readonly string[];
  base: string;
};

/** What every page of a shop has above it for somebody who is signed in. */
function layout({ locale, fill, base }: PageMaker, title: string, main: string): string {
  const { page, label } = locale.phrases;
  return `<!doctype html><html lang="${locale.language}"><title>${fill(title, 'title')}</title>
<style>body{font:20px sans-serif;margin:24px;background:#fff;color:#000}label,p,input,button,li{display:block;margin:6px 0;font:inherit}img{width:40px;height:40px}</style>
<header><button id="menu" aria-label="${fill(label[0] ?? '', 'accessible name')}">☰</button>
<a id="account" href="${base}/account?email=${fill('{email}', 'url', encodeURIComponent)}&user=${fill('{username}', 'url', encodeURIComponent)}">${inParts(fill(page[0] ?? '', 'page text'))}</a>
<img alt="${fill(label[2] ?? '', 'accessible name')}" src="data:image/gif;base64,R0lGODlhAQABAIAAAMLCwgAAACH5BAAAAAAALAAAAAABAAEAAAICRAEAOw==">
<span title="${fill(label[1] ?? '', 'accessible name')}">${fill('{first}', 'page text')}</span></header>
<main>${main}</main>
<input type="hidden" name="customer" value="${fill('{email}', 'hidden state')}"><div data-customer="${fill('{name}', 'hidden state')}"></div>
<script type="application/json" id="state">${fill('{"customer":{"name":"{name}","email":"{email}","phone":"{phone}"}}', 'hidden state', (value) => JSON.stringify(value).slice(1, -1))}</script></html>`;
}

function homePage(page: PageMaker): string {
  const { locale, fill, products, base } = page;
  const phrases = locale.phrases.page.slice(1).map((phrase) => `<p>${fill(phrase, 'page text')}</p>`);
  const cards = products
    .slice(0, 3)
    .map((text, index) => `<li><a class="product" href="${base}/product/${index + 1}">${escapeHtml(text)}</a></li>`);
  return layout(
    page,
    locale.phrases.title[0] ?? '',
    `<h1>${locale.code}</h1><ul>${cards.join('')}</ul>${phrases.join('')}`,
  );
}

function productPage(page: PageMaker): string {
  const { locale, fill, products, base } = page;
  const [first = '', ...others] = products;
  const ship = locale.phrases.page.find((phrase) => phrase.includes('{postcode}')) ?? '';
  return layout(
    page,
    first.slice(0, 40),
    `<h1>${escapeHtml(first)}</h1><button id="add">${shopWords(locale.language).add}</button><p><a href="#${fill('{postcode}', 'url', encodeURIComponent)}">${fill(ship, 'page text')}</a></p>
${others.map((text) => `<p>${escapeHtml(text)}</p>`).join('')}<a id="go" href="${base}/checkout">${shopWords(locale.language).next}</a>`,
  );
}

function accountPage(page: PageMaker): string {
  const { locale, fill, base } = page;
  const phrases = locale.phrases.account.map(
    (phrase) => `<p>${fill(phrase, 'page text').replaceAll('\n', '<br>')}</p>`,
  );
  return layout(
    page,
    locale.phrases.title[1] ?? '',
    `${phrases.join('')}<a id="go" href="${base}/product/1">${shopWords(locale.language).next}</a>`,
  );
}

function checkoutPage(page: PageMaker): string {
  const { locale, fill, base } = page;
  const words = shopWords(locale.language);
  const fields = fieldSlots.map(
    (slot, index) =>
      `<label>${words.fields[index]} <input id="f${index}" name="f${index}"${slot === 'email' ? ` placeholder="${fill('{email}', 'accessible name')}"` : ''}></label>`,
  );
  const saved = fill('{name}, {street}, {postcode} {city}', 'page text');
  return layout(
    page,
    words.next,
    `<form action="${base}/checkout/review"><select name="saved"><option value="">–</option><option value="1">${saved}</option></select>${fields.join('')}<button id="go">${words.next}</button></form>`,
  );
}

/** What was typed stands on it, as it does before an order is placed; its address carries the form's values. */
function reviewPage(page: PageMaker, order: string): string {
  const { locale, fill, base } = page;
  const words = shopWords(locale.language);
  for (const slot of fieldSlots) fill(`{${slot}}`, 'url');
  const typed = fieldSlots.filter((slot) => slot !== 'card' && slot !== 'cvc' && slot !== 'expiry');
  return layout(
    page,
    words.order,
    `<ul>${typed.map((slot) => `<li>${fill(`{${slot}}`, 'page text')}</li>`).join('')}</ul>
<a id="go" aria-label="${words.order}: ${fill('{name}', 'accessible name')}" href="${base}/order/${order}/confirmation?for=${fill('{email}', 'url', encodeURIComponent)}#${fill('{username}', 'url', encodeURIComponent)}">${words.order}</a>`,
  );
}

function confirmationPage(page: PageMaker): string {
  const { locale, fill } = page;
  const [thanks = '', ...others] = locale.phrases.confirmation;
  const rest = others.map((phrase) => `<p>${fill(phrase, 'confirmation').replaceAll('\n', '<br>')}</p>`);
  return layout(
    page,
    locale.phrases.title.at(-1) ?? '',
    `<h1>${fill(thanks, 'confirmation')}</h1>${rest.join('')}<a id="go" href="#done">${fill('{email}', 'confirmation')}</a>`,
  );
}

/** Every second word in an element of its own. */
function inParts(html: string): string {
  return html
    .split(' ')
    .map((word, index) => (index % 2 === 1 ? `<b>${word}</b>` : word))
    .join(' ');
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
