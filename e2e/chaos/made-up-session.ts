import type { SessionRow } from '../../extension/store/database.ts';
import type { Consent } from '../../shared/session/consent.ts';

export const madeUpConsent: Consent = {
  version: '2026-01-01',
  textSha256: 'a'.repeat(64),
  language: 'en',
  grantedAt: 1_750_000_000_000,
  purposes: ['recording', 'training'],
};

/** A session that has just begun. */
export function sessionRow(given: Pick<SessionRow, 'id' | 'participantId' | 'startedAt'>): SessionRow {
  return {
    ...given,
    phase: 'recording',
    type: 'automated',
    consent: madeUpConsent,
    scenario: null,
    endedAt: null,
    pauses: [],
    device: { extensionVersion: '0.1.0', browser: 'none', platform: 'Node', language: 'en' },
    gaveUpReason: null,
    narration: null,
    judgement: null,
    sealFailure: null,
  };
}
