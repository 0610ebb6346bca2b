import { limits } from '../limits.ts';
import type { KnownTerms } from './find-known.ts';
import { maskText } from './mask-text.ts';

/** Query keys whose values say what was looked at and not who looked. */
const KEPT_KEYS =
  /^(q|k|query|keywords?|search|search_?(term|query|text)|s|w|_nkw|term|text|category|cat|cat_?id|categoryid|department|collection|brand|brands|page|p|pg|pagesize|per_?page|limit|offset|start|sort|sort_?(by|order)|order_?by|dir|filters?|f|refine|facets?|size|sizes|colou?rs?|variant|variant_?id|material|style|fit|gender|rating|stock|availability|price|price_?(min|max|from|to)|min|max|min_?price|max_?price|from_?price|to_?price|view|layout|tab|lang|language|locale|currency|product|product_?id|productid|pid|sku|item|item_?id|asin|ean|qty|quantity|type|kind|rh|node|i|step)(\[\w*\])*$/i;

/** Switches and directions say nothing about anybody, whatever their key. */
const HARMLESS_VALUE = /^(true|false|yes|no|on|off|asc|desc|[01])$/i;

/** Path segments after which comes somebody's own thing. */
const PERSONAL_PARENT =
  /^(orders?|bestellung(en)?|commandes?|pedidos?|ordini|account|konto|compte|cuenta|customers?|users?|profile|invoices?|track(ing)?|addresses|wish-?lists?|checkouts?|confirmation|receipt|carts?|session|reset|verify|token|u)$/i;

/** A place on a page: `reviews`, `tab-2`; anything else that is no path may be somebody. */
const PLAIN_FRAGMENT = /^\{\{ID\}\}$|^!?\p{L}+([-_:.]\p{L}+)*$|^\p{L}+([-_]\d{1,3}|\d)$/u;

/** Words that may follow one of them. */
const PLAIN_WORD = /^\p{L}+(-\p{L}+)*(\.\w{2,5})?$/u;

/**
 * A URL that tells what was looked at and not who looked: allow-listed query keys keep their values (masked as text),
 * as do switches (`in_stock=1`); all others become `{{REDACTED}}`; order numbers, e-mail addresses and tokens in the path become `{{ID}}`; credentials
 * and fragments that carry values go; so does what is known of the participant. What is no web address keeps its scheme only. Masking twice changes nothing.
 */
export function maskUrl(url: string, known?: KnownTerms): string {
  if (url === '') return '';
  if (!URL.canParse(url)) return '{{REDACTED}}';
  const parsed = new URL(url);
  if (parsed.protocol === 'about:') return url.split(/[?#]/)[0] ?? 'about:blank';
  if (parsed.protocol !== 'http:' && parsed.protocol !== 'https:') return `${parsed.protocol}{{REDACTED}}`;
  const masked = `${parsed.protocol}//${parsed.host}${maskPath(parsed.pathname, known)}${maskQuery(parsed.searchParams, known)}${maskFragment(parsed.hash, known)}`;
  return masked.slice(0, limits.maxUrl);
}

function maskPath(path: string, known?: KnownTerms): string {
  const segments = path.split('/').map((segment) => decode(segment.split(';')[0] ?? ''));
  return segments.map((segment, index) => encode(maskSegment(segment, segments[index - 1] ?? '', known))).join('/');
}

function maskSegment(segment: string, parent: string, known?: KnownTerms): string {
  if (segment === '' || segment === '{{ID}}') return segment;
  if (PERSONAL_PARENT.test(parent) && !PLAIN_WORD.test(segment)) return '{{ID}}';
  if (/^(?=.*\d)(?=.*[A-Za-z])[A-Za-z\d_]{20,}$/.test(segment) || /^\d{14,}$/.test(segment)) return '{{ID}}';
  return maskText(segment, 'normal', known) === segment ? segment : '{{ID}}';
}

function maskQuery(query: URLSearchParams, known?: KnownTerms): string {
  const kept = Array.from(query.entries(), ([key, value]) => {
    const name = encode(maskText(key, 'normal', known).slice(0, 60));
    if (value === '') return name;
    return `${name}=${KEPT_KEYS.test(key) || HARMLESS_VALUE.test(value) ? encode(maskText(value, 'normal', known)).replaceAll('%20', '+') : '{{REDACTED}}'}`;
  });
  return kept.length === 0 ? '' : `?${kept.join('&')}`;
}

function maskFragment(hash: string, known?: KnownTerms): string {
  if (hash === '' || hash === '#') return '';
  const fragment = decode(hash.slice(1));
  if (fragment.includes('=')) return '';
  if (!fragment.includes('/') && !PLAIN_FRAGMENT.test(fragment)) return '#{{ID}}';
  const segments = fragment.split('/');
  return `#${segments.map((segment, index) => encode(maskSegment(segment, segments[index - 1] ?? '', known))).join('/')}`;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // a stray percent sign: the text stands for itself
  }
}

/** Percent-encodes, but leaves placeholders readable. */
function encode(text: string): string {
  return encodeURIComponent(text)
    .replaceAll('%7B%7B', '{{')
    .replaceAll('%7D%7D', '}}')
    .replaceAll(/%(2C|3A|40|2B|7E|21)/g, (code) => decodeURIComponent(code));
}
