/**
 * The pattern that pages of one kind share in their addresses: host and path, with everything that looks like an id or
 * a name of one thing as `*`. The last part of a path of several is always one: `/product/oak-lamp` → `/product/*`.
 */
export function pageTemplate(url: string): string {
  if (!URL.canParse(url)) return url;
  const { host, pathname } = new URL(url);
  const parts = pathname.split('/').filter((part) => part !== '');
  const pattern = parts.map((part, at) => ((at > 0 && at === parts.length - 1) || isOne(part) ? '*' : part));
  return `${host}/${pattern.join('/')}`;
}

/** Words of a site's structure are short and have no digits. */
function isOne(part: string): boolean {
  return /\d/.test(part) || part.length > 24 || part.split('-').length > 3;
}
