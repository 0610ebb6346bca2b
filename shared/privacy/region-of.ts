/** What is known of where a page is from. */
export type PageOrigin = {
  /** Its address; only its host's ending counts. */
  url?: string | undefined;
  /** As in its `lang`: `pt-BR`, `de`. */
  language?: string | null | undefined;
  /** ISO 4217, of its prices. */
  currency?: string | null | undefined;
};

const byCurrency: Readonly<Record<string, string>> = {
  GBP: 'GB',
  USD: 'US',
  BRL: 'BR',
  JPY: 'JP',
  PLN: 'PL',
  SEK: 'SE',
  NOK: 'NO',
  DKK: 'DK',
  CHF: 'CH',
  CAD: 'CA',
  AUD: 'AU',
  CZK: 'CZ',
  HUF: 'HU',
  RON: 'RO',
  TRY: 'TR',
  INR: 'IN',
  MXN: 'MX',
  KRW: 'KR',
  CNY: 'CN',
};
/** Endings that are sold to the world say nothing of a country. */
const WORLDWIDE = /^(ai|cc|co|fm|gg|io|ly|me|sh|to|tv|ws)$/;

/** The region whose numbers a page most likely shows, ISO 3166: by its domain, its language's region, its currency, its language. */
export function regionOf({ url = '', language, currency }: PageOrigin): string | undefined {
  const host = URL.canParse(url) ? new URL(url).hostname : '';
  const ending = /\.([a-z]{2})$/.exec(host)?.[1];
  if (ending !== undefined && !WORLDWIDE.test(ending)) return ending === 'uk' ? 'GB' : ending.toUpperCase();
  const locale = localeOf(language ?? '');
  return locale?.region ?? byCurrency[(currency ?? '').toUpperCase()] ?? locale?.maximize().region;
}

function localeOf(language: string): Intl.Locale | undefined {
  try {
    return new Intl.Locale(language);
  } catch {
    return undefined; // pages write anything into `lang`
  }
}
