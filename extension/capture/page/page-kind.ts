import type { PageKind } from '../../../shared/interactions/context.ts';

/** What tells the kind of a page; counts are of what can be seen. */
export type PageFacts = {
  url: string;
  title: string;
  /** The first visible `h1`, or empty. */
  heading: string;
  productCards: number;
  /** A visible button that puts something into the cart, outside a card. */
  canAddToCart: boolean;
  /** What visible fields want to know of the person: a card or three kinds of things are `everything` that an order needs. */
  asksFor: 'nothing' | 'something' | 'everything';
  hasPasswordField: boolean;
  /** The page says by its structured data that it shows one product. */
  saysProduct: boolean;
};

const paths: readonly (readonly [PageKind, RegExp])[] = [
  [
    'confirmation',
    /(order|checkout|purchase)[-_/]?(confirm\w*|complete\w*|received|success|placed|thanks?)|thank[-_]?you|\bconfirmation\b|bestellbestaetigung|order-?confirmed|\bmerci\b|\bdanke\b/,
  ],
  [
    'checkout',
    /\b(checkouts?|kasse|kassa|caisse|payment|zahlung|paiement|finalizar|afrekenen|zamowienie|onepage|one-page-checkout|delivery-address|shipping-address)\b/,
  ],
  [
    'cart',
    /(^|\/)(shopping[-_]?)?(cart|basket|bag|warenkorb|panier|carrito|cesta|carrello|koszyk|winkelwagen|winkelmand|varukorg|kundvagn|sepet|sacola|carrinho)(\.\w+)?\/?$|\/cart\b(?!\/add)/,
  ],
  [
    'account',
    /\b(accounts?|login|log-in|sign-?in|sign-?up|register|profile|my-?(orders|details|account|addresses)|orders?|addresses|konto|mein-konto|compte|cuenta|anmelden|connexion|password)\b/,
  ],
  ['search', /\b(search|suche|recherche|buscar|busqueda|cerca|ricerca|zoeken|szukaj|sok|sch|find)\b/],
  [
    'product',
    /(^|\/)(products?|p|dp|itm|item|artikel|produkt|produit|producto|prodotto|pd|prd|gp\/product)\/[^/]+|[-/](p|prd|dp)?\d{5,}(\.html?)?\/?$/,
  ],
  [
    'category',
    /(^|\/)(category|categories|c|cat|collections?|department|dept|shop|kategorie|categorie|categoria|b|browse|plp|sale|new|brand)s?(\/|$)/,
  ],
];

const THANKS =
  /\b(thank(s| you)|order (confirmed|placed|received|complete)|danke|vielen dank|merci|gracias|grazie|bedankt|dziękujemy|tack)\b/i;

/** What kind of page it is, by its address first and by what it shows where the address says nothing. */
export function pageKindOf(facts: PageFacts): PageKind {
  const { path, query } = placeOf(facts.url);
  const named =
    paths.find(([, pattern]) => pattern.test(path))?.[0] ??
    (/[?&](q|query|k|_nkw|search\w*|keywords?)=[^&]/.test(query) ? 'search' : undefined);
  // Shops show the confirmation under the checkout's address or under that of the order.
  const mayThank = named === 'checkout' || named === 'account';
  if (mayThank && facts.asksFor === 'nothing' && THANKS.test(facts.heading)) return 'confirmation';
  if (named !== undefined && named !== 'category') return named;
  const shown = kindByContent(facts, named);
  if (shown !== undefined) return shown;
  if (named !== undefined) return named;
  if (path === '/' || /^\/([a-z]{2}([-_][a-z]{2})?|home|index\.\w+)\/?$/.test(path)) return 'home';
  return facts.productCards >= 6 ? 'category' : 'other';
}

function kindByContent(facts: PageFacts, named: PageKind | undefined): PageKind | undefined {
  if (
    THANKS.test(facts.heading) &&
    /\b(order|bestell|commande|pedido|ordine|bestelling|zamówieni|beställning|purchase)/i.test(
      `${facts.heading} ${facts.title}`,
    )
  )
    return 'confirmation';
  if (facts.asksFor === 'everything') return facts.hasPasswordField ? 'account' : 'checkout';
  if (facts.hasPasswordField) return 'account';
  if (
    facts.saysProduct ||
    (facts.canAddToCart && facts.heading !== '' && facts.productCards < 12 && named === undefined)
  )
    return 'product';
  if (
    /\b(basket|cart|shopping bag|warenkorb|panier|carrito|carrello|koszyk|winkelwagen|varukorg|sepet)\b/i.test(
      facts.heading,
    )
  )
    return 'cart';
  return /\b(search results|results for|suchergebnisse|résultats|resultados|risultati|zoekresultaten)\b/i.test(
    facts.heading,
  )
    ? 'search'
    : undefined;
}

/** Shops that route by fragment keep their page's address there. */
function placeOf(url: string): { path: string; query: string } {
  if (!URL.canParse(url)) return { path: '', query: '' };
  const { pathname, search, hash } = new URL(url);
  const route = /^#!?(\/[^?]*)(\?.*)?/.exec(hash);
  return { path: (route?.[1] ?? pathname).toLowerCase(), query: `${search}${route?.[2] ?? ''}`.toLowerCase() };
}
