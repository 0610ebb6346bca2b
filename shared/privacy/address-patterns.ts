import { isCountry } from './common-words.ts';
import { isSomebody } from './name-patterns.ts';
import { beginningsOf, phrases, type PersonalPattern } from './personal-pattern.ts';

const DELIVERED =
  'deliver to|delivering to|delivered to|delivery to|ship to|shipping to|ships to|send to|sending to|dispatch to|lieferung an|liefern an|versand an|livrer à|livraison à|enviar a|entregar a|entrega a|enviar para|entregar para|invia a|consegna a|spedire a|spedizione a|bezorgen bij|bezorgen aan|bezorging aan|leveren aan|dostawa do|wysyłka do|leverera till|levereras till|skickas till';

const ENGLISH =
  'Street|St|Road|Rd|Avenue|Ave|Lane|Ln|Drive|Dr|Close|Court|Ct|Way|Place|Pl|Square|Terrace|Crescent|Gardens|Boulevard|Blvd|Grove|Hill|Mews|Row|Walk|Parkway|Pkwy';
const NUMBER_LAST = String.raw`[Cc]alle|C\/|[Aa]venida|[Aa]vda\.|[Aa]v\.|[Pp]aseo|[Pp]laza|[Vv]ia|[Vv]iale|[Cc]orso|[Pp]iazza|[Vv]icolo|[Ll]argo|[Rr]ua|[Tt]ravessa|[Aa]lameda|[Rr]odovia|[Pp]raça|ul\.|al\.|os\.|pl\.|[Aa]leja`;
const NUMBER_FIRST = 'rue|avenue|boulevard|place|chemin|allée|impasse|quai|cours|passage|route|square';
/** Words of their own, or behind a dash. */
const STREETS = String.raw`[ -](?:Straße|Strasse|Str\.|Allee|Gasse|Damm|Ufer)`;
const GERMANIC =
  'straße|strasse|str\\.|weg|platz|allee|gasse|straat|laan|gracht|plein|gatan|vägen|gränd|stigen|vej|gade';

/** Where somebody lives, by the shapes of streets and by the words before an address. */
export const addressPatterns: readonly PersonalPattern[] = [
  {
    placeholder: 'ADDRESS',
    // A place may follow behind a dot: `Deliver to Anna · 12345 Berlin`.
    pattern: new RegExp(
      String.raw`(?<![\p{L}\d])${phrases(DELIVERED)}:?[ \u00a0]{1,2}(?<mask>\p{Lu}(?:[^\n|·]|[ ]?[·|](?=[ ]?(?:[A-Z]{1,2})?\d)){1,120})`,
      'dgu',
    ),
    begins: beginningsOf(DELIVERED),
    confirm: (found) => isSomebody(found) && !isCountry(found.replace(/[.!,]\s*$/, '')),
  },
  {
    placeholder: 'ADDRESS',
    pattern: /(?:お届け先|配送先|ご住所|住所)[:：]?[ \u3000]?(?<mask>[^\n|]{2,80})/dgu,
    confirm: (found) => !/^(を|の|に|は|が|へ)/.test(found),
  },
  {
    placeholder: 'ADDRESS',
    pattern: new RegExp(
      String.raw`(?<![\p{L}\d])\d{1,5}[a-zA-Z]?,? (?:\p{Lu}[\p{L}'’.-]* ){1,4}(?:${ENGLISH})\b\.?`,
      'dgu',
    ),
    needsDigit: true,
  },
  {
    placeholder: 'ADDRESS',
    pattern: new RegExp(
      String.raw`(?<![\p{L}\d])\p{Lu}[\p{L}-]*(?:${GERMANIC}|${STREETS})[ \u00a0]\d{1,4} ?[a-zA-Z]?(?![\p{L}\d])`,
      'dgu',
    ),
    needsDigit: true,
  },
  {
    placeholder: 'ADDRESS',
    pattern: new RegExp(
      String.raw`(?<![\p{L}\d])(?:\d{1,4}(?: ?bis| ?ter)?,? (?:${NUMBER_FIRST})|(?:${NUMBER_LAST})) (?:d[eiu]s? |de la |del(?:la)? |l['’])?\p{Lu}[\p{L}'’.-]*(?: \p{L}+){0,2}(?:,? ?\d{1,4}[a-z]?(?![.,]?\d))?`,
      'dgu',
    ),
  },
  {
    placeholder: 'ADDRESS',
    pattern:
      /〒?[ ]?\d{3}-\d{4}(?!\d)(?=[ \u3000\n]?\p{Script=Han})|〒[ ]?\d{3}-\d{4}(?!\d)|(?:\d{1,2}丁目)\d{1,3}番(?:地)?(?:\d{1,3}号)?/dgu,
    needsDigit: true,
  },
  {
    placeholder: 'ADDRESS',
    pattern:
      /(?<![\p{L}\d])(?:\p{Lu}[\p{L}.'’-]+ ){0,3}\p{Lu}[\p{L}.'’-]+,? [A-Z]{2} \d{5}(?:-\d{4})?(?![\p{L}\d.,])/dgu,
    needsDigit: true,
  },
  {
    placeholder: 'ADDRESS',
    pattern:
      /(?<![\w-])(?:GIR ?0AA|(?:[A-PR-UWYZ](?:\d{1,2}|[A-HK-Y]\d|[A-HK-Y]\d\d|\d[A-HJKPSTUW]|[A-HK-Y]\d[ABEHMNPRVWXY])) \d[ABD-HJLNP-UW-Z]{2})(?![\w-])/dg,
    needsDigit: true,
  },
];
