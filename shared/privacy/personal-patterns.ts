import { passesGtin, passesLuhn, passesMod97 } from './check-digits.ts';

/** One way in which personal data shows in text. The group `mask`, or else the whole match, is what has to go. */
export type PersonalPattern = {
  placeholder: string;
  /** Global, with indices. */
  pattern: RegExp;
  /** A last look at a match and the text around it. */
  confirm?: (found: string, before: string, after: string) => boolean;
};

const NAME = String.raw`\p{Lu}[\p{L}'’.-]*(?:[ \u00a0](?:(?:de|van|von|der|la|di|da|el|al|bin)[ \u00a0])*\p{Lu}[\p{L}'’.-]*){0,3}`;
/** What follows a greeting without being anybody. */
const NOBODY =
  /^(sign|log|guest|there|visitor|customer|shopper|everyone|all|account|my|your|you|for|back|to|stranger|friend|member|register|anmelden|gast|inconnu|kitty|store|shop|home|us|cart|basket|bag|wish|the|new|neu|please|world)\b/i;
/** Matches a phrase however it is capitalised at its start; pattern modifiers (`(?i:…)`) are too new for older browsers. */
function phrase(words: string): string {
  return `(?:${words
    .split('|')
    .map((word) => `${word[0]?.toUpperCase() ?? ''}${word.slice(1)}|${word}|${word.toUpperCase()}`)
    .join('|')})`;
}

const GREETING = phrase(
  'hello|hi|hey|dear|welcome|welcome back|good morning|good afternoon|good evening|thanks|thank you|thank you for your order|thank you very much|hallo|guten tag|guten morgen|guten abend|willkommen|willkommen zurück|danke|vielen dank|bonjour|salut|bienvenue|merci|hola|bienvenido|bienvenida|gracias|ciao|benvenuto|benvenuta|grazie|olá|obrigado|obrigada|bem-vindo|bem-vinda|hoi|welkom|welkom terug|bedankt|cześć|witaj|dziękujemy|hej|välkommen|tack|merhaba|teşekkürler',
);
const ADDRESSED = phrase(
  'dear|welcome back|thank you|signed in as|logged in as|angemeldet als|account of|gift from|order for',
);

const CARD_WORD = /card|visa|master|amex|karte|carte|tarjeta|carta|cartão|kaart|karta|kort|карт|カード|카드|卡/i;

function isCard(found: string, before: string): boolean {
  const digits = found.replaceAll(/\D/g, '');
  if (!passesLuhn(digits) || /^0+$/.test(digits)) return false;
  const near = before.slice(-40);
  if (CARD_WORD.test(near)) return true;
  // An article number has a check digit of its own: a bare one is spared, or one in ten would be taken for a card.
  if (digits === found && digits.length === 13 && passesGtin(digits)) return false;
  return !(passesGtin(digits) && /(gtin|ean|upc|isbn|barcode)\W*$/i.test(near));
}

const isSomebody = (found: string): boolean => !NOBODY.test(found);

const SEPARATED = String.raw`[ \u00a0.\-]`;

/** In the order in which they are looked for: what an earlier one has found is not looked at again. */
export const personalPatterns: readonly PersonalPattern[] = [
  { placeholder: 'EMAIL', pattern: /[\p{L}\d._%+'-]{1,64}(?:@|%40)[\p{L}\d-]+(?:\.[\p{L}\d-]+)*\.\p{L}{2,24}/dgu },
  { placeholder: 'TOKEN', pattern: /\beyJ[\w-]{8,}\.[\w-]{8,}(?:\.[\w-]*)?/dg },
  { placeholder: 'TOKEN', pattern: /\b[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}\b|\b[\da-f]{32,}\b/dgi },
  {
    placeholder: 'TOKEN',
    pattern: /(?<![\w+/=-])[\w+/=-]{24,}(?![\w+/=-])/dg,
    confirm: (found) =>
      /\d.*\d/.test(found) && /[a-z]/.test(found) && /[A-Z]/.test(found) && !/[-_][a-z]+[-_]/.test(found),
  },
  {
    placeholder: 'IBAN',
    pattern: /\b[A-Z]{2}\d{2}(?:[ \u00a0-]?[A-Z\d]{2,4}){3,8}\b/dgi,
    confirm: (found) => passesMod97(found.replaceAll(/[^A-Za-z\d]/g, '').toUpperCase()),
  },
  {
    placeholder: 'CARD',
    pattern: new RegExp(String.raw`(?<![\d.,])\d(?:${SEPARATED}?\d){11,18}(?![\d])`, 'dg'),
    confirm: isCard,
  },
  {
    placeholder: 'CARD',
    pattern:
      /(?:card|visa|mastercard|maestro|amex|karte|carte|tarjeta|carta|ending(?: in)?|endet auf|•+|\*{2,})\D{0,20}(?:[•*xX·.…]{2,} ?|ending (?:in |with )?|endet auf )(?<mask>\d{2,4})\b/dgi,
  },
  { placeholder: 'ID_NUMBER', pattern: /\b\d{3}-\d{2}-\d{4}\b/dg },
  {
    placeholder: 'PHONE',
    pattern:
      /(?:phone|tel|telephone|mobile|mob|call|fax|whatsapp|sms|telefon|telefono|teléfono|téléphone|telefone|telefoon|handy|móvil|celular|cellulare|тел|電話|전화|电话)[^\n\d+]{0,12}(?<mask>\(?\+?\d(?:[ \u00a0.()/-]{0,2}\d){6,14})/dgi,
  },
  { placeholder: 'PHONE', pattern: /(?<![\w+])(?:\+|00)[1-9](?:[ \u00a0.()/-]{0,2}\d){7,14}(?!\d)/dg },
  {
    placeholder: 'PHONE',
    pattern: /(?<![\w.,-])\(0?\d{2,4}\)[ \u00a0-]?\d{3,4}(?:[ \u00a0-]?\d{3,4}){1,2}(?![\w-])/dg,
  },
  { placeholder: 'PHONE', pattern: /(?<![\w.,-])[2-9]\d{2}[-. ][2-9]\d{2}[-. ]\d{4}(?![\w-])/dg },
  {
    placeholder: 'PHONE',
    pattern: /(?<![\w.,€$£-])0\d{1,4}(?:[ \u00a0./-]\d{2,8}){1,4}(?![\w-])/dg,
    confirm: (found) => {
      const digits = found.replaceAll(/\D/g, '').length;
      return digits >= 9 && digits <= 12 && !/^\d{1,2}[./-]\d{1,2}[./-]\d{4}/.test(found);
    },
  },
  { placeholder: 'PHONE', pattern: /(?<![\w.,-])07\d{9}(?!\d)/dg },
  {
    placeholder: 'BIRTHDATE',
    pattern:
      /(?:born|birth(?:day|date)?|dob|geboren|geburtsdatum|naissance|nacimiento|nascita|nascimento|geboortedatum)[^\n\d]{0,12}(?<mask>\d{1,4}[./ -]\p{L}*\d{0,2}\p{L}*[./ -]?\d{1,4})/dgiu,
  },
  {
    placeholder: 'ORDER',
    pattern:
      /(?:order|bestell(?:ung|nummer)?|commande|pedido|ordine|encomenda|bestelling|zamówieni[ea]|beställning|sipariş|invoice|rechnung|tracking|sendung(?:snummer)?)(?:[ \u00a0]?(?:no|nr|number|num|id|nummer|numéro|número|numero|reference|ref))?[.:]?[ \u00a0]{0,2}(?:is |n[º°o] ?)?[:#]?[ \u00a0]{0,2}(?<mask>[#A-Z\d][A-Z\d-]*\d[A-Z\d-]{2,})\b/dgi,
    confirm: (found) => found.replaceAll(/\D/g, '').length >= 4,
  },
  {
    placeholder: 'NAME',
    pattern: new RegExp(
      String.raw`(?<![\p{L}\d])(?:${GREETING},[ \u00a0]{0,2}|${ADDRESSED}[ \u00a0])(?<mask>${NAME})`,
      'dgu',
    ),
    confirm: isSomebody,
  },
  {
    placeholder: 'NAME',
    pattern: new RegExp(String.raw`(?<![\p{L}\d])${GREETING}[ \u00a0](?<mask>${NAME})(?=[!.,]|\s*$)`, 'dgu'),
    confirm: isSomebody,
  },
  {
    placeholder: 'NAME',
    pattern:
      /(?<![\p{L}\d])(?<mask>\p{Lu}\p{Ll}+(?: \p{Lu}\p{Ll}+)?)['’]s (?:account|basket|bag|orders|wish ?list|details|addresses)\b/dgu,
    confirm: (found) => !/^(men|women|kid|child|baby|mother|father|today|customer)/i.test(found),
  },
  {
    placeholder: 'ADDRESS',
    pattern:
      /(?<![\p{L}\d])(?:[Dd]eliver(?:ing)?|[Ss]hip(?:ping|s)?|[Ss]end(?:ing)?|[Dd]ispatch(?:ing)?|[Ll]ieferung|[Vv]ersand|[Ll]ivrer|[Ee]nviar|[Ss]pedire) (?:to|an|à|a):?[ \u00a0]{0,2}(?<mask>\p{Lu}[^\n|·]{1,120})/dgu,
    confirm: isSomebody,
  },
  {
    placeholder: 'ADDRESS',
    pattern:
      /(?<![\p{L}\d])\d{1,5}[a-zA-Z]?,? (?:\p{Lu}[\p{L}'’.-]* ){1,4}(?:Street|St|Road|Rd|Avenue|Ave|Lane|Ln|Drive|Dr|Close|Court|Ct|Way|Place|Pl|Square|Terrace|Crescent|Gardens|Boulevard|Blvd|Grove|Hill|Mews|Row|Walk|Parkway|Pkwy)\b\.?/dgu,
  },
  {
    placeholder: 'ADDRESS',
    pattern:
      /(?<![\p{L}\d])\p{Lu}\p{L}*(?:straße|strasse|str\.|weg|platz|allee|gasse|straat|laan|gatan|vägen|vej) \d{1,4} ?[a-zA-Z]?(?![\p{L}\d])|(?<![\p{L}\d])(?:\d{1,4}(?: ?bis| ?ter)?,? (?:rue|avenue|boulevard|place|chemin|allée)|[Cc]alle|[Aa]venida|[Vv]ia|[Cc]orso|[Pp]iazza|[Rr]ua|ul\.) (?:d[eiu]s? |de la |del(?:la)? |l['’])?\p{Lu}[\p{L}'’.-]*(?: \p{L}+){0,2}(?:,? ?\d{1,4}(?![\d.,]\d))?/dgu,
  },
  {
    placeholder: 'ADDRESS',
    pattern:
      /(?<![\w-])(?:GIR ?0AA|(?:[A-PR-UWYZ](?:\d{1,2}|[A-HK-Y]\d|[A-HK-Y]\d\d|\d[A-HJKPSTUW]|[A-HK-Y]\d[ABEHMNPRVWXY])) \d[ABD-HJLNP-UW-Z]{2})(?![\w-])/dg,
  },
];

/** Only on account, checkout and confirmation pages: there a lost fact costs less than a kept address. */
export const strictPatterns: readonly PersonalPattern[] = [
  {
    placeholder: 'NAME',
    pattern: new RegExp(String.raw`(?<![\p{L}\d])(?<mask>${NAME})(?=[,\n|·]\s*\d{1,5}[a-z]?,?\s+\p{Lu})`, 'dgu'),
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
