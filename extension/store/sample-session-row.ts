import type { SessionRow } from './database.ts';
import { sampleConsent } from '../../shared/session/sample-consent.ts';

/** A made-up session that is being recorded, for tests. */
export function sampleSessionRow(change: Partial<SessionRow> = {}): SessionRow {
  return {
    id: '01890000-0000-7000-8000-000000000001',
    phase: 'recording',
    type: 'human',
    participantId: null,
    consent: sampleConsent,
    scenario: null,
    startedAt: 100,
    endedAt: null,
    pauses: [],
    device: { extensionVersion: '0', browser: 'b', platform: 'p', language: 'en' },
    gaveUpReason: null,
    narration: null,
    judgement: null,
    sealFailure: null,
    ...change,
  };
}
