export type Price = { amount: number; currency: string | null };

const symbols: readonly (readonly [RegExp, string])[] = [
  [/(?:CA|C)\$/, 'CAD'],
  [/(?:AU|A)\$/, 'AUD'],
  [/NZ\$/, 'NZD'],
  [/HK\$/, 'HKD'],
  [/R\$/, 'BRL'],
  [/MX\$/, 'MXN'],
  [/US\$|\$/, 'USD'],
  [/£/, 'GBP'],
  [/€/, 'EUR'],
  [/₹|Rs\.?/, 'INR'],
  [/₺|\bTL\b/, 'TRY'],
  [/₱/, 'PHP'],
  [/₩/, 'KRW'],
  [/円|¥/, 'JPY'],
  [/元/, 'CNY'],
  [/₽|руб/, 'RUB'],
  [/₴/, 'UAH'],
  [/zł/i, 'PLN'],
  [/Kč/i, 'CZK'],
  [/\bFt\b/, 'HUF'],
  [/\blei\b/i, 'RON'],
  [/\bFr\.|\bSFr/, 'CHF'],
  [/₫/, 'VND'],
  [/฿/, 'THB'],
  [/₪/, 'ILS'],
];
const CODE =
  /\b(USD|EUR|GBP|CAD|AUD|NZD|CHF|SEK|NOK|DKK|PLN|CZK|HUF|RON|TRY|JPY|CNY|INR|BRL|MXN|PHP|HKD|SGD|ZAR|AED|KRW|UAH|ILS)\b/;
const MARK = String.raw`(?:(?:US|CA|AU|NZ|HK|MX|C|A|R)?\$|[£€₹₺₱₩円¥元₽₴₫฿₪¤]|Rs\.?|zł|Kč|Ft\b|lei\b|kr\.?|руб\.?|Fr\.|TL\b|(?:USD|EUR|GBP|CAD|AUD|NZD|CHF|SEK|NOK|DKK|PLN|CZK|HUF|RON|TRY|JPY|CNY|INR|BRL|MXN|PHP|HKD|SGD|ZAR|AED|KRW|UAH|ILS)\b)`;
const NUMBER = String.raw`\d{1,3}(?:[ \u00a0\u202f.,'’]\d{3})*(?: ?[.,] ?(?:\d{1,2}(?!\d)|-))?|\d+(?:[.,]\d{1,2})?`;
const PRICE = new RegExp(`(?:(${MARK})\\s?(${NUMBER})|(${NUMBER})\\s?(${MARK}))`, 'i');
const KRONOR: Readonly<Record<string, string>> = {
  se: 'SEK',
  sv: 'SEK',
  no: 'NOK',
  nb: 'NOK',
  nn: 'NOK',
  dk: 'DKK',
  da: 'DKK',
};
const DOLLARS: Readonly<Record<string, string>> = { ca: 'CAD', au: 'AUD', nz: 'NZD', hk: 'HKD', sg: 'SGD', mx: 'MXN' };

/**
 * Reads the first price of a short text. A dollar or krone sign is told apart by `region`, the page's country or
 * language (`au`, `sv`); what cannot be told has no currency. Undefined where there is no price.
 */
export function parsePrice(text: string, region = ''): Price | undefined {
  const match = PRICE.exec(text);
  const digits = match?.[2] ?? match?.[3];
  if (match === null || digits === undefined) return undefined;
  const amount = parseAmount(digits);
  return amount === undefined ? undefined : { amount, currency: currencyOf(match[1] ?? match[4] ?? '', region) };
}

/** Reads `1.299,00`, `1,299.00`, `1 299` and `12,-`: the last separator before one or two digits is the decimal one. */
export function parseAmount(text: string): number | undefined {
  const compact = text.replaceAll(/[\s'’]/g, '').replace(/[.,]-$/, '');
  const decimal = /[.,](\d{1,2})$/.exec(compact);
  const whole = decimal === null ? compact : compact.slice(0, decimal.index);
  const amount = Number(`${whole.replaceAll(/[.,]/g, '')}.${decimal?.[1] ?? '0'}`);
  return Number.isFinite(amount) ? amount : undefined;
}

function currencyOf(mark: string, region: string): string | null {
  const code = CODE.exec(mark.toUpperCase())?.[0];
  if (code !== undefined) return code;
  if (/^kr/i.test(mark)) return KRONOR[region] ?? null;
  const currency = symbols.find(([pattern]) => pattern.test(mark))?.[1] ?? null;
  return mark === '$' ? (DOLLARS[region] ?? currency) : currency;
}

/** Whether a text is nothing but one price, or one with a few words that go with it. */
export function isPriceText(text: string): boolean {
  const match = PRICE.exec(text);
  if (match === null) return false;
  const rest = text.replace(match[0], '');
  return rest.length <= 24 && !PRICE.test(rest) && !/\d{2}.*\d{2}.*\d{2}/.test(rest);
}
