import type { SessionRow } from './database.ts';

/** A made-up session that is being recorded, for tests. */
export function sampleSessionRow(change: Partial<SessionRow> = {}): SessionRow {
  return {
    id: '01890000-0000-7000-8000-000000000001',
    phase: 'recording',
    type: 'human',
    participantId: null,
    consent: {
      version: '2026-11-01',
      textSha256: '0'.repeat(64),
      language: 'en',
      grantedAt: 1,
      purposes: ['recording'],
    },
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
