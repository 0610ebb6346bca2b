/**
 * The address that a request came from, for limits on attempts. Each proxy of ours adds who it heard from at the end of
 * `X-Forwarded-For`; what stands further left anybody may have written, so that it is not looked at. Without proxies the
 * header is not either.
 * @param proxies how many of ours a request has come through.
 */
export function clientAddress(socketAddress: string | undefined, forwardedFor: string | undefined, proxies: number) {
  const socket = socketAddress ?? 'unknown';
  if (proxies === 0) return socket;
  const heardFrom = (forwardedFor ?? '').split(',').map((part) => part.trim());
  const address = heardFrom.at(-proxies);
  return address === undefined || address === '' || address.length > 64 ? socket : address;
}
