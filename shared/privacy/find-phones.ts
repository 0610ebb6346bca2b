import { findPhoneNumbersInText, isSupportedCountry } from 'libphonenumber-js/min';
import { passesGtin } from './check-digits.ts';
import type { PersonalSpan } from './mask-text.ts';

/** Before a number that is none of a telephone, whatever its look. */
const OTHER_NUMBER =
  /(?:ean|gtin|upc|isbn|asin|sku|barcode|model(?:l?o?)?(?:nummer)?|item|artikel(?:nummer|nr)?|article|artículo|articolo|artigo|artykuł|part|ref(?:erence|erencia|erenz)?|réf(?:érence)?|no|nr|nº|n°|#|product|produkt|producto|prodotto|produto|型番|商品番号|モデル)[.:]?\s*[\w-]{0,6}$/iu;
const PHONE_WORD =
  /(?:phone|t[eé]l|mobile|call|ring|text|fax|whatsapp|sms|telefon\w*|teléfono|téléphone|telefoon|handy|portable|móvil|celular|cellulare|rufnummer|ruft|anruf\w*|appel\w*|llam\w*|lig\w*|chiam\w*|bel\w*|dzwon\w*|ring\w*|電話|전화|电话)[^\d\n]{0,24}$/iu;
/** Some countries have shorter ones, for services that are nobody's own. */
const MIN_DIGITS = 7;
const MONEY = /[$€£¥₹₽¤]|zł|\b(?:kr|CHF|USD|EUR|GBP|PLN|SEK|BRL|R\$)/i;
const DATE = /^(?:\d{4}[-./ ]\d{1,2}[-./ ]\d{1,2}|\d{1,2}[-./ ]\d{1,2}[-./ ]\d{2,4})(?![-./ ]?\d)/;
/** `1 234 567` and `412.345.678` are amounts; `512 345 678` may be a number of Spain's or Poland's. */
const THOUSANDS = /^[1-9]\d{0,2}(?:\.\d{3})+$|^[1-9]\d?(?:[ \u00a0\u202f]\d{3})+$/;

/**
 * Telephone numbers of the whole world, by libphonenumber's plans: with a country's code, or as they are written in
 * the given region (ISO 3166, for example `GB`). A bare row of digits is one only where something calls it that:
 * otherwise article numbers would be. Heavy (100 kB): for sealing and for the server, not for pages.
 */
export function findPhones(text: string, region?: string): PersonalSpan[] {
  if (!/\d\D{0,3}\d\D{0,3}\d\D{0,3}\d\D{0,3}\d/.test(text)) return [];
  const country = region !== undefined && isSupportedCountry(region) ? { defaultCountry: region } : {};
  return findPhoneNumbersInText(text, country)
    .filter(({ startsAt, endsAt, number }) => {
      const found = text.slice(startsAt, endsAt);
      return (
        isPhone(found, text.slice(Math.max(0, startsAt - 30), startsAt), text.slice(endsAt, endsAt + 5)) &&
        // Those who leave out the zero in front write something else.
        (found.includes('+') || digitsOf(number.formatNational()) === digitsOf(found))
      );
    })
    .map(({ startsAt, endsAt }) => ({ start: startsAt, end: endsAt, placeholder: '{{PHONE}}' }));
}

function digitsOf(text: string): string {
  return text.replaceAll(/\D/g, '');
}

function isPhone(found: string, before: string, after: string): boolean {
  const digits = digitsOf(found);
  if (digits.length < MIN_DIGITS) return false;
  if (PHONE_WORD.test(before)) return true;
  if (/^\s*\+/.test(found)) return true;
  if (OTHER_NUMBER.test(before) || MONEY.test(before.slice(-4)) || MONEY.test(after)) return false;
  if (DATE.test(found) || THOUSANDS.test(found) || (digits === found && passesGtin(digits))) return false;
  return digits !== found && !isRowOfSizes(found);
}

/** `100 105 110 115`: each as much more than the one before. */
function isRowOfSizes(found: string): boolean {
  const sizes = (found.match(/\d+/g) ?? []).map(Number);
  const steps = sizes.slice(1).map((size, index) => size - (sizes[index] ?? 0));
  return steps.length >= 2 && (steps[0] ?? 0) > 0 && steps.every((step) => step === steps[0]);
}
