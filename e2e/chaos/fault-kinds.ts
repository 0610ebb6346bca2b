/**
 * What a campaign does to the line, by where it happens: `device` between two things that the driver does or after it
 * has stopped, `network` at one request about an archive. `weight` is how often, against the others.
 */
export const deviceKinds = {
  'service worker stopped while recording': { weight: 30, when: 'recording' },
  'service worker stopped while sealing or sending': { weight: 14, when: 'ended' },
  'workshop closed while sealing': { weight: 6, when: 'ended' },
  'tab crashed': { weight: 4, when: 'recording' },
  'extension ended, back with the next start': { weight: 3, when: 'recording' },
  'browser killed while recording': { weight: 3, when: 'recording' },
  'browser killed while sealing or sending': { weight: 3, when: 'ended' },
  'disk of the device full': { weight: 2, when: 'recording' },
  'clock of the device jumped': { weight: 5, when: 'recording' },
} as const satisfies Record<string, { weight: number; when: 'recording' | 'ended' }>;

/** `asking` is the question how much has arrived (HEAD), `sending` a body (PUT, PATCH). */
export const networkKinds = {
  'reset at once': { weight: 4, on: 'either' },
  'cut in the body': { weight: 10, on: 'sending' },
  'cut before the answer': { weight: 3, on: 'sending' },
  'answer lost after the commit': { weight: 6, on: 'sending' },
  'cut in the answer': { weight: 3, on: 'sending' },
  'bytes changed on the way': { weight: 2, on: 'sending' },
  'status 408': { weight: 1, on: 'either' },
  'status 425': { weight: 1, on: 'either' },
  'status 429': { weight: 2, on: 'either' },
  'status 429 with Retry-After': { weight: 2, on: 'either' },
  'status 500': { weight: 4, on: 'either' },
  'status 500 in our words': { weight: 2, on: 'sending' },
  'status 502': { weight: 2, on: 'either' },
  'status 503': { weight: 2, on: 'either' },
  'status 503 with Retry-After': { weight: 2, on: 'either' },
  'status 504': { weight: 1, on: 'either' },
  'status 507': { weight: 1, on: 'either' },
  'status 403 from a proxy': { weight: 1, on: 'either' },
  'status 404 from a proxy': { weight: 1, on: 'either' },
  'status 413 from a proxy': { weight: 1, on: 'sending' },
  'status 401 in our words': { weight: 1, on: 'sending' },
  '200 with a sign-in page': { weight: 2, on: 'either' },
  '200 with rubbish': { weight: 2, on: 'sending' },
  '200 with half a receipt': { weight: 2, on: 'sending' },
  '200 with the receipt of other bytes': { weight: 2, on: 'sending' },
  'redirect to another host': { weight: 2, on: 'either' },
  'no HTTP at all': { weight: 2, on: 'either' },
  hang: { weight: 0.6, on: 'either' },
  'slow link': { weight: 4, on: 'sending' },
  'request doubled': { weight: 5, on: 'sending' },
  'earlier upload sent again': { weight: 3, on: 'either' },
  'server killed in the body': { weight: 3, on: 'sending' },
  'server killed after the body': { weight: 5, on: 'sending' },
  'server stopped in order': { weight: 2, on: 'sending' },
  'clock of the server jumped': { weight: 2, on: 'either' },
  'disk of the server full where archives arrive': { weight: 3, on: 'sending' },
  'disk of the server full where archives are kept': { weight: 3, on: 'sending' },
} as const satisfies Record<string, { weight: number; on: 'asking' | 'sending' | 'either' }>;

/** In the device's own code without a browser: the way from page to store, and the store's writes. */
export const storeKinds = {
  'message to the background lost': { weight: 4 },
  'acknowledgement lost after the commit': { weight: 4 },
  'write refused for want of space': { weight: 4 },
  'killed while sealing': { weight: 3 },
} as const satisfies Record<string, { weight: number }>;

export type DeviceKind = keyof typeof deviceKinds;
export type NetworkKind = keyof typeof networkKinds;
export type StoreKind = keyof typeof storeKinds;

/** Of a whole profile, not of one session. */
export const COPIED_PROFILE = 'profile copied, both copies send';
export type FaultKind = DeviceKind | NetworkKind | StoreKind | typeof COPIED_PROFILE;

/** These fill a disk of their own, which takes a mount. */
export const NEED_MOUNT: ReadonlySet<FaultKind> = new Set<FaultKind>([
  'disk of the device full',
  'disk of the server full where archives arrive',
  'disk of the server full where archives are kept',
]);
