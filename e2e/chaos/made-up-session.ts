import type { SessionRow } from '../../extension/store/database.ts';
import { sampleConsent } from '../../shared/session/sample-consent.ts';

/** A session that has just begun. */
export function sessionRow(given: Pick<SessionRow, 'id' | 'participantId' | 'startedAt'>): SessionRow {
  return {
    ...given,
    phase: 'recording',
    type: 'automated',
    consent: sampleConsent,
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
