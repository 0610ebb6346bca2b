import { nameShape } from './name-patterns.ts';
import type { PersonalPattern } from './personal-pattern.ts';

const ADDRESSES =
  'address|delivery address|billing address|shipping address|adresse|lieferadresse|rechnungsadresse|versandadresse|anschrift|lieferanschrift|adresse de livraison|adresse de facturation|dirección|dirección de entrega|dirección de envío|dirección de facturación|indirizzo|indirizzo di consegna|indirizzo di spedizione|indirizzo di fatturazione|endereço|endereço de entrega|endereço de cobrança|adres|bezorgadres|factuuradres|afleveradres|adres dostawy|adres do wysyłki|adress|leveransadress|fakturaadress|お届け先|お届け先住所|ご住所|住所|請求先住所';
const LABELS = `${ADDRESSES}|name|first name|last name|full name|given name|family name|card holder name|cardholder name|surname|city|town|post ?code|zip(?: code)?|county|recipient|vorname|nachname|empfänger|ort|plz|nom|prénom|nom complet|ville|destinataire|nombre|apellidos?|nombre completo|ciudad|destinatario|cognome|nome|nome e cognome|città|nome completo|sobrenome|cidade|destinatário|naam|voornaam|achternaam|plaats|imię|nazwisko|imię i nazwisko|miasto|odbiorca|namn|förnamn|efternamn|mottagare|氏名|お名前|受取人`;

/** Only on account, checkout and confirmation pages: there a lost fact costs less than a kept address. */
export const strictPatterns: readonly PersonalPattern[] = [
  {
    placeholder: 'NAME',
    pattern: new RegExp(String.raw`(?<![\p{L}\d])(?<mask>${nameShape})(?=[,\n|·]\s*\d{1,5}[a-z]?,?\s+\p{Lu})`, 'dgu'),
  },
  {
    placeholder: 'TEXT',
    pattern: new RegExp(
      String.raw`(?<![\p{L}\d])(?:${LABELS})[ \u00a0]?[:：][ \u00a0]{0,2}(?<mask>[^\n|]{1,120})`,
      'dgiu',
    ),
  },
  {
    placeholder: 'ADDRESS',
    // The lines under the name of an address.
    pattern: new RegExp(
      String.raw`(?<![\p{L}\d])(?:${ADDRESSES})[ \u00a0]?[:：]?\s*\n\s*(?<mask>(?:[^\n|]{1,80}(?:\n|$)){1,4})`,
      'dgiu',
    ),
  },
  {
    placeholder: 'ADDRESS',
    // A postcode and the place behind it.
    pattern:
      /(?<![\p{L}\d.,-])(?:[A-Z]{1,2}-)?(?:\d{4,5}|\d{2}-\d{3}|\d{3} \d{2}|\d{5}-\d{3}|\d{4} ?[A-Z]{2})[ \u00a0]{1,2}\p{Lu}[\p{L}\p{M}'’.-]*(?:[ \u00a0-](?:\p{Lu}[\p{L}\p{M}'’.-]*|am|an|der|die|im|in|de|del|la|le|les|sur|do|da|dos|di|nad)(?![\p{L}\d])){0,4}/dgu,
    needsDigit: true,
    // `1299 EUR` is no place.
    confirm: (found) => !/^\S+\s(?:[A-Z]{3}|Kr|Ft|Kč|Lei)\b/.test(found),
  },
  {
    placeholder: 'NUMBER',
    pattern: /(?<![\p{L}\d])[\p{L}#/.-]*\d[\p{L}\d/.,:-]*/dgu,
    confirm: isNoAmount,
  },
];

const CURRENCY = /(?:[$€£¥₹₺₱₩₽¤]|zł|kr|lei|Kč|Ft|CHF|USD|EUR|GBP|PLN|SEK|NOK|DKK|CAD|AUD|R\$)/i;

const SPAN_UNIT = String.raw`(?:(?:working|business|calendar)\s)?(?:minutes?|hours?|days?|weeks?|months?|werktagen?|tagen?|stunden|wochen|jours?|semaines?|d[ií]as?|giorni|dagen|dagar)\b`;
/** How long something takes: `2 to 4 days`, `24 hours`, `3–5 working days`. */
const SPAN_START = new RegExp(
  String.raw`^\s?(?:(?:to|or|and|bis|oder|à|a|tot|till|-|–)\s?\d{1,3}\s)?${SPAN_UNIT}`,
  'i',
);

const CURRENCY_BEFORE = new RegExp(`${CURRENCY.source}\\s*-?$`, 'i');
const CURRENCY_BEHIND = new RegExp(`^\\s?(?:${CURRENCY.source}|%)`, 'i');
const GROUP = String.raw`[ \u00a0\u202f]\d{3}`;
const GROUPS_BEHIND = new RegExp(String.raw`^(?:${GROUP})+(?:[.,]\d{2})?\s?(?:${CURRENCY.source})`, 'i');
const GROUPS_BEFORE = new RegExp(String.raw`(?:${CURRENCY.source})\s?\d{1,3}(?:${GROUP})*[ \u00a0\u202f]$`, 'i');

/** `1 499 kr`, `€ 1 499`: thousands and what is behind them are matches of their own. */
function isGroupOfAmount(found: string, before: string, after: string): boolean {
  if (!/^\d{1,3}(?:[.,]\d{2})?$/.test(found)) return false;
  return GROUPS_BEHIND.test(after) || GROUPS_BEFORE.test(before.slice(-24));
}

/** Prices, quantities, steps, percentages and spans of time are kept. */
function isNoAmount(found: string, before: string, after: string): boolean {
  if (CURRENCY.test(found) || CURRENCY_BEFORE.test(before.slice(-5))) return false;
  if (CURRENCY_BEHIND.test(after.slice(0, 5))) return false;
  if (isGroupOfAmount(found, before, after)) return false;
  if (/^\d{1,3}(?:-\d{1,3})?$/.test(found) && SPAN_START.test(after)) return false;
  if (!/^\d{1,3}[.,:]?$|^[x×]\d{1,3}$|^\d{1,3}[x×]$/.test(found)) return true;
  if (
    /(?:qty|quantity|menge|step|schritt|étape|paso|\bof|\bout of|[x×]|\(|item|cart|basket|bag)[^\p{L}\d]{0,3}$/iu.test(
      before.slice(-14),
    )
  )
    return false;
  return !/^\s?(?:[x×)]|of\b|items?\b|pcs\b|pieces?\b|days?\b|artikel|articles?\b|artículos?|working|business|steps?\b)/i.test(
    after.slice(0, 12),
  );
}
