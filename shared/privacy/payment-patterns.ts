import { passesGtin, passesLuhn, passesMod97 } from './check-digits.ts';
import { ledBy, type PersonalPattern } from './personal-pattern.ts';

const CARD_WORD =
  /card\b|card |visa|master|amex|karte|carte|tarjeta|carta|cartão|kaart|karta|kort|карт|カード|카드|卡/i;
const SEPARATED = String.raw`[ \u00a0.\-]`;
/** `{{CARD}}` where it was masked already, its last digits, or a word for it. */
const NEAR_CARD = new RegExp(String.raw`${CARD_WORD.source}|\{\{CARD|•{2,}|\*{2,}`, 'i');

function isCard(found: string, before: string): boolean {
  const digits = found.replaceAll(/\D/g, '');
  if (!passesLuhn(digits) || /^0+$/.test(digits)) return false;
  const near = before.slice(-40);
  if (CARD_WORD.test(near)) return true;
  // Rows of sizes or years pass the check by chance: cards are printed in groups of three and more.
  const groups = found.split(/\D+/).slice(0, -1);
  if (groups.some((group) => group.length < 3)) return false;
  // An article number has a check digit of its own: a bare one is spared, or one in ten would be taken for a card.
  if (digits === found && digits.length === 13 && passesGtin(digits)) return false;
  return !(passesGtin(digits) && /(gtin|ean|upc|isbn|barcode)\W*$/i.test(near));
}

const CODE_WORDS =
  'cvc|cvc2|cvv|cvv2|csc|cvn|security code|card code|prüfnummer|prüfziffer|sicherheitscode|kartenprüfnummer|cryptogramme|code de sécurité|código de seguridad|código de segurança|codice di sicurezza|beveiligingscode|kod zabezpieczający|säkerhetskod|güvenlik kodu|セキュリティコード|安全码';
const EXPIRY_WORDS =
  'exp|expires|expire|expiry|expiration|valid|gültig|ablaufdatum|expirant|caduca|caducidad|vence|vencimiento|vencimento|validade|válido|scadenza|scade|geldig|vervaldatum|ważna|ważność|giltigt|giltig|son kullanma|有効期限|有效期';
const ENDING_WORDS =
  'card|visa|mastercard|maestro|amex|american express|karte|carte|tarjeta|carta|cartão|kaart|karta|kort|ending|endet|カード';

export const paymentPatterns: readonly PersonalPattern[] = [
  {
    placeholder: 'IBAN',
    // After the bank's own letters every group has a digit: the word behind the number is no part of it.
    pattern:
      /\b[A-Z]{2}\d{2}(?:[ \u00a0-]{0,2}[A-Z\d]{4})(?:[ \u00a0-]{0,2}(?=[A-Z]{0,3}\d)[A-Z\d]{4}){1,6}(?:[ \u00a0-]{0,2}(?=[A-Z]{0,2}\d)[A-Z\d]{1,3})?\b/dgi,
    needsDigit: true,
    confirm: (found) => passesMod97(found.replaceAll(/[^A-Za-z\d]/g, '').toUpperCase()),
  },
  {
    placeholder: 'BIC',
    pattern:
      /\b(?:BIC|Bic|bic|SWIFT|Swift)(?:[ /-]?(?:SWIFT|Swift|BIC|code|Code|CODE|kod|kode))?[ \u00a0:]{1,3}(?<mask>[A-Z]{6}[A-Z\d]{2}(?:[A-Z\d]{3})?)\b/dg,
  },
  {
    placeholder: 'CARD',
    pattern: new RegExp(String.raw`(?<![\d.,])\d(?:${SEPARATED}{0,2}\d){11,18}(?![\d])`, 'dg'),
    needsDigit: true,
    confirm: isCard,
  },
  {
    placeholder: 'CARD',
    // In boxes of their own, four digits each.
    pattern: /(?<![\d.,])[3-6]\d{3}(?:\s{1,3}\d{4}){3}(?![\d.,])/dg,
    needsDigit: true,
    confirm: (found) => passesLuhn(found.replaceAll(/\D/g, '')),
  },
  ledBy(
    ENDING_WORDS,
    String.raw`\D{0,24}?(?:[•*xX·.…]{2,} ?|end(?:ing|s) (?:in |with )?|endet auf |endend auf |terminant par |finissant par |terminada en |terminación |final |termina con |che termina (?:con|in) |eindigend op |eindigt op |kończąca się (?:na )?|kończy się na |slutar på |末尾 ?)(?<mask>\d{2,4})(?!\d)`,
    { placeholder: 'CARD' },
  ),
  {
    placeholder: 'CARD',
    pattern: /(?:•{2,}|\*{3,})[ \u00a0]?(?<mask>\d{2,4})(?![\d.,])/dg,
    needsDigit: true,
  },
  ledBy(CODE_WORDS, String.raw`[^\d\n]{0,12}(?<mask>\d{3,4})(?!\d)`, { placeholder: 'CODE' }),
  ledBy(EXPIRY_WORDS, String.raw`[^\d\n]{0,16}(?<mask>(?:0[1-9]|1[0-2]) ?[/-] ?(?:20)?\d{2})(?![\d/.-])`, {
    placeholder: 'EXPIRY',
    confirm: (_found, before) => NEAR_CARD.test(before),
  }),
];
