import type { Dialect } from './dialects.ts';
import type { BenchPage } from './pages.ts';
import { testDialects } from './test-dialects.ts';
import { cartDrawer, giftCard, megaMenu, popups, reviews, virtualised } from './test-families-more.ts';
import { comparison, configurator, facets, orderHistory, storeFinder } from './test-families.ts';

const { blocks, library, atomic, forms, scoped, bare, variants } = testDialects;

/** Another frame around the page than the training pages have: no list in the header, links grouped at the end. */
function frame(d: Dialect, language: string, title: string, main: string): string {
  return `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><title>${title}</title><style>
    body{font:15px serif;margin:0 20px} label,section,article{display:block;margin:5px 0} table td{padding:3px 8px} button{margin:2px;min-width:22px;min-height:20px}</style></head><body>
  <div role="banner"${d.cls('top')}><a href="/${language}"${d.cls('brand')}>Tarnmoor</a><button type="button"${d.cls('burger')} aria-label="Menu">☰</button><input type="search" name="s"${d.id('s')} aria-label="${title}"><a href="/${language}/account"${d.cls('me')}><svg width="16" height="16"><title>Account</title></svg></a><a href="/${language}/bag"${d.cls('bag')}>3</a></div>
  <div role="main"${d.cls('body')}><h1>${title}</h1>${main}</div>
  <div role="contentinfo"${d.cls('end')}>${[1, 2, 3].map((group) => `<div>${['A', 'B', 'C'].map((name) => `<a${d.cls('end-link')} href="/${language}/info/${group}${name.toLowerCase()}">Info ${group}${name}</a>`).join('')}</div>`).join('')}</div></body></html>`;
}

/**
 * The pages that the bench's figures are of. Their families, languages, frame and dialects are none of the training
 * pages'; they were written before the numbers of `shared/locate/agreement.ts` were learned anew, and never changed
 * to suit them. Whoever tunes the resolver looks at `--learn` and `--dev` only.
 */
export const testPages: readonly BenchPage[] = [
  { name: 'order history, blocks', html: frame(blocks, 'de', 'Meine Bestellungen', orderHistory(blocks)) },
  { name: 'store finder, library', html: frame(library, 'fr', 'Nos magasins', storeFinder(library)) },
  { name: 'configurator, atomic', html: frame(atomic, 'nl', 'Stel uw bank samen', configurator(atomic)) },
  { name: 'comparison, forms', html: frame(forms, 'es', 'Comparar', comparison(forms)) },
  { name: 'facets, variants', html: frame(variants, 'en', 'Tents', facets(variants)) },
  { name: 'mega menu, bare', html: frame(bare, 'it', 'Benvenuti', megaMenu(bare)) },
  { name: 'reviews, scoped', html: frame(scoped, 'sv', 'Omdömen', reviews(scoped)) },
  { name: 'cart drawer, library', html: frame(library, 'pt', 'Loja', cartDrawer(library)) },
  { name: 'gift card, atomic', html: frame(atomic, 'pl', 'Karta podarunkowa', giftCard(atomic)) },
  { name: 'virtual list, scoped', html: frame(scoped, 'en', 'Parts', virtualised(scoped)) },
  { name: 'popups, forms', html: frame(forms, 'de', 'Willkommen', popups(forms)) },
  { name: 'order history, bare', html: frame(bare, 'de', 'Bestellungen', orderHistory(bare)) },
];
