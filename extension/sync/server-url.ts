/**
 * The server's address in normal form, without a trailing slash.
 * @throws Error in words for the participant when it is no address, or would send recordings unencrypted (R11.2).
 */
export function requireServerUrl(text: string): string {
  const address = text.trim().replace(/\/+$/, '');
  if (!URL.canParse(address)) throw new Error(`“${text}” is not an address. It looks like https://study.example.org`);
  const { protocol, hostname } = new URL(address);
  const isLocal = hostname === 'localhost' || hostname === '127.0.0.1' || hostname === '[::1]';
  if (protocol === 'https:' || (protocol === 'http:' && isLocal)) return address;
  throw new Error('The address must begin with https://, so that your recordings are encrypted on their way.');
}
