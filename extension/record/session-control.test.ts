import { expect, test } from 'vitest';
import type { SessionRow } from '../store/database.ts';
import { sessionControl } from './session-control.ts';

function control(session: Partial<SessionRow>) {
  return sessionControl({
    now: () => 5_000,
    consent: async () => null,
    participantId: async () => null,
    sessionType: async () => 'human',
    device: async () => ({ extensionVersion: '0', browser: 'b', platform: 'p', language: 'en' }),
    findScenario: () => undefined,
    add: async () => undefined,
    move: async (_from, to, change) => {
      session.phase = to;
      change(session as SessionRow); // what is moved has all that the transition changes
      return 'id';
    },
  });
}

test('the reason for giving up is kept without the personal details in it', async () => {
  const session: Partial<SessionRow> = { phase: 'recording', pauses: [] };
  await control(session).stop('The shop wrote to oswin@example.org instead');
  expect(session).toMatchObject({ phase: 'finishing', gaveUpReason: 'The shop wrote to {{EMAIL}} instead' });
});

test('a session that is to be looked through waits for that, and any other is sealed', async () => {
  const session: Partial<SessionRow> = { phase: 'recording', pauses: [] };
  await control(session).stop(null, 'review');
  await control(session).finish();
  expect(session.phase).toBe('reviewing');
  const other: Partial<SessionRow> = { phase: 'recording', pauses: [] };
  await control(other).stop(null);
  await control(other).finish();
  expect(other.phase).toBe('finished');
});

test('masking does not make a reason longer than a session may hold', async () => {
  const session: Partial<SessionRow> = { phase: 'recording', pauses: [] };
  await control(session).stop('a@b.de '.repeat(42));
  expect(session.gaveUpReason?.length).toBeLessThanOrEqual(300);
});

test('a session stopped in a pause ends its pause too', async () => {
  const session: Partial<SessionRow> = { phase: 'paused', pauses: [{ from: 3_000, to: null, reason: 'participant' }] };
  await control(session).stop(null);
  expect(session).toMatchObject({ endedAt: 5_000, gaveUpReason: null, pauses: [{ from: 3_000, to: 5_000 }] });
});

test('pausing while recording rests on a page makes two pauses of it', async () => {
  const session: Partial<SessionRow> = {
    phase: 'recording',
    pauses: [{ from: 3_000, to: null, reason: 'sensitive-page' }],
  };
  await control(session).pause();
  expect(session.pauses).toEqual([
    { from: 3_000, to: 5_000, reason: 'sensitive-page' },
    { from: 5_000, to: null, reason: 'participant' },
  ]);
});

test('nothing starts without consent', async () => {
  await expect(control({}).start(null)).rejects.toThrow('consent');
});
