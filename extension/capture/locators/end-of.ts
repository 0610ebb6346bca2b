/** The end of where a link leads: it outlives the host, the language and what is tracked behind it. */
export function endOf(href: string | null): string | undefined {
  if (href === null || !URL.canParse(href, 'https://any.test')) return undefined;
  const { pathname, search, protocol } = new URL(href, 'https://any.test');
  if (!/^https?:$/.test(protocol)) return undefined;
  const path = /(?:\/[^/]+){1,2}\/?$/.exec(pathname)?.[0];
  const key = /[?&](\w+=[^&]+)/.exec(search)?.[1];
  const end = path !== undefined && key === undefined ? path : key;
  return end !== undefined && end.length >= 3 && end.length <= 100 && href.includes(end) ? end : undefined;
}
