import { nameShape } from './name-patterns.ts';
import type { PersonalPattern } from './personal-pattern.ts';

/** Only on account, checkout and confirmation pages: there a lost fact costs less than a kept address. */
export const strictPatterns: readonly PersonalPattern[] = [
  {
    placeholder: 'NAME',
    pattern: new RegExp(String.raw`(?<![\p{L}\d])(?<mask>${nameShape})(?=[,\n|·]\s*\d{1,5}[a-z]?,?\s+\p{Lu})`, 'dgu'),
  },
  {
    placeholder: 'TEXT',
    pattern:
      /(?<![\p{L}\d])(?:(?:first |last |full |given |family |card ?holder )?name|surname|(?:delivery |billing |shipping )?address|city|town|post ?code|zip(?: code)?|county|recipient|vorname|nachname|adresse|anschrift|nom|prénom|nombre|dirección|indirizzo)[ \u00a0]?:[ \u00a0]{0,2}(?<mask>[^\n|]{1,120})/dgiu,
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

/** Prices, quantities, steps, percentages and spans of time are kept. */
function isNoAmount(found: string, before: string, after: string): boolean {
  if (CURRENCY.test(found) || new RegExp(`${CURRENCY.source}\\s*-?$`, 'i').test(before.slice(-5))) return false;
  if (new RegExp(`^\\s?(?:${CURRENCY.source}|%)`, 'i').test(after.slice(0, 5))) return false;
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
