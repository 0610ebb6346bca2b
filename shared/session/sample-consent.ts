import type { Consent } from './consent.ts';

/** What a made-up participant has agreed to, for tests and benches. */
export const sampleConsent: Consent = {
  version: '2026-01-01',
  textSha256: 'a'.repeat(64),
  language: 'en',
  grantedAt: 1_750_000_000_000,
  purposes: ['recording', 'training'],
};
