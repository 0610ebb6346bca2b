import { expect, test } from 'vitest';
import type { Consent } from '../../../shared/session/consent.ts';
import type { SessionRow } from '../../store/database.ts';
import { panelState } from './panel-state.ts';

const participant = { participantId: 'p', token: 't', serverUrl: 'https://study.example.org' };
const consent: Consent = {
  version: '2026-11-21',
  textSha256: '0',
  language: 'en',
  grantedAt: 1,
  purposes: ['recording'],
};
const open = { id: 's', phase: 'paused' } as SessionRow; // nothing else of it is looked at

test('consent comes first, then its renewal, then the study', () => {
  expect(panelState(null, null, '2026-11-21', null)).toEqual({ kind: 'gate', missing: 'consent' });
  expect(panelState(participant, null, '2026-11-21', null)).toEqual({ kind: 'gate', missing: 'consent' });
  expect(panelState(participant, consent, '2027-01-01', null)).toEqual({ kind: 'gate', missing: 'outdated' });
  expect(panelState(null, consent, '2026-11-21', null)).toEqual({ kind: 'gate', missing: 'enrolment' });
  expect(panelState(participant, consent, '2026-11-21', null)).toEqual({ kind: 'idle' });
});

test('a session under way is shown whatever is missing, so that it can always be stopped', () => {
  expect(panelState(null, null, '2026-11-21', open)).toEqual({ kind: 'recording', session: open });
});
