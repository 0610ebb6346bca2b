import type { PageKind } from '../interactions/context.ts';

/** Parameters that say where a visitor came from and nothing about the page. */
const CAMPAIGN = /^(utm_\w+|gclid|fbclid|msclkid|ref|ref_|_ga|mc_cid|mc_eid)$/i;

/**
 * What two addresses must share to be the same place: host, path and parameters in any order, without campaign
 * parameters. A fragment counts only where a single-page shop routes by it (`#/cart`).
 */
export function placeOf(url: string): string {
  if (!URL.canParse(url)) return url;
  const { host, pathname, searchParams, hash } = new URL(url);
  const query = [...searchParams.entries()]
    .filter(([name]) => !CAMPAIGN.test(name))
    .map(([name, value]) => `${name}=${value}`)
    .sort()
    .join('&');
  const route = /^#!?\//.test(hash) ? hash : '';
  return `${host}${pathname.replace(/\/$/, '')}${query === '' ? '' : `?${query}`}${route}`;
}

/** Host and path alone: where variants of one product and filters of one list still are the same page. */
export function pathOf(url: string): string {
  return placeOf(url).replace(/\?[^#]*/, '');
}

const kinds: readonly (readonly [PageKind, RegExp])[] = [
  [
    'confirmation',
    /(thank[-_]?you|order[-_](confirmed|confirmation|complete|placed|received|success)|(order|checkout)[-_/](confirmation|confirmed|complete|success|received)|\/confirmation|bestellbestaetigung)(\W|$)/i,
  ],
  ['checkout', /\/(checkouts?|kasse|commande|pagamento|afrekenen)(\W|$)/i],
  ['cart', /\/(cart|basket|bag|trolley|warenkorb|panier|carrito|carrello|winkelwagen|koszyk)(\W|$)/i],
];

/** The kind of page that an address gives away; undefined where it does not. For pages that could not be read. */
export function findPageKind(url: string): PageKind | undefined {
  const path = pathOf(url);
  return kinds.find(([, pattern]) => pattern.test(path))?.[0];
}
