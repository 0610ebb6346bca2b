import { ledBy, type PersonalPattern } from './personal-pattern.ts';

export const tokenPatterns: readonly PersonalPattern[] = [
  { placeholder: 'EMAIL', pattern: /[\p{L}\d._%+'-]{1,64}(?:@|%40)[\p{L}\d-]+(?:\.[\p{L}\d-]+)*\.\p{L}{2,24}/dgu },
  { placeholder: 'TOKEN', pattern: /\beyJ[\w-]{8,}\.[\w-]{8,}(?:\.[\w-]*)?/dg },
  {
    placeholder: 'TOKEN',
    pattern: /\b[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}\b|\b[\da-f]{32,}\b/dgi,
    needsDigit: true,
  },
  {
    placeholder: 'TOKEN',
    pattern: /(?<![\w+/=-])[\w+/=-]{24,}(?![\w+/=-])/dg,
    needsDigit: true,
    confirm: (found) =>
      /\d.*\d/.test(found) && /[a-z]/.test(found) && /[A-Z]/.test(found) && !/[-_][a-z]+[-_]/.test(found),
  },
];

const PHONE_WORDS =
  'phone|tel|telephone|mobile|mob|cell|cellphone|call|fax|whatsapp|sms|telefon|telefonnummer|mobiltelefon|telefono|teléfono|téléphone|telefone|telefoon|telefoonnummer|handy|handynummer|rufnummer|rückfragen|móvil|celular|cellulare|portable|komórka|mobil|mobilnummer|ruft|rufen|anrufen|appelle|appeler|appellera|appellerons|llama|llamar|llame|llamará|llamaremos|chiama|chiamare|chiamerà|chiameremo|ligar|ligue|ligará|ligaremos|belt|bellen|zadzwoń|zadzwoni|zadzwonimy|тел|телефон|電話|電話番号|携帯|전화|휴대폰|电话|手机';

export const phonePatterns: readonly PersonalPattern[] = [
  ledBy(PHONE_WORDS, String.raw`[^\n\d+(]{0,12}(?<mask>\(?\+?\d(?:[ \u00a0.()/-]{0,2}\d){6,14})`, {
    placeholder: 'PHONE',
  }),
  {
    placeholder: 'PHONE',
    pattern: /(?<![\w+])(?:\+|00)[1-9](?:[ \u00a0.()/-]{0,2}\d){7,14}(?!\d)/dg,
    needsDigit: true,
  },
  {
    placeholder: 'PHONE',
    pattern: /(?<![\w.,-])\(0?\d{2,4}\)[ \u00a0-]{0,2}\d{3,5}(?:[ \u00a0-]{0,2}\d{3,4}){1,2}(?![\w-])/dg,
    needsDigit: true,
  },
  { placeholder: 'PHONE', pattern: /(?<![\w.,-])[2-9]\d{2}[-. ][2-9]\d{2}[-. ]\d{4}(?![\w-])/dg, needsDigit: true },
  {
    placeholder: 'PHONE',
    pattern: /(?<![\w.,€$£-])0\d{1,4}(?:[ \u00a0./-]{1,2}\d{2,8}){1,4}(?![\w-])/dg,
    needsDigit: true,
    confirm: (found) => {
      const digits = found.replaceAll(/\D/g, '').length;
      return digits >= 9 && digits <= 12 && !/^\d{1,2}[./-]\d{1,2}[./-]\d{4}/.test(found);
    },
  },
  { placeholder: 'PHONE', pattern: /(?<![\w.,-])07\d{9}(?!\d)/dg, needsDigit: true },
];
