import { expect, test } from 'vitest';
import { dispatch } from './handle.ts';

const sender = { tabId: 1, windowId: 1, frameId: 0, incognito: false };

test('a message that does not fit its schema never reaches a handler', async () => {
  let reached = false;
  const outcome = await dispatch(
    { enrol: () => ((reached = true), { participantId: '01890000-0000-7000-8000-000000000001' }) },
    { message: 'enrol', data: { serverUrl: 'https://a.example' } },
    sender,
  );
  expect(outcome).toHaveProperty('error');
  expect(reached).toBe(false);
});

test('a group of an interaction that does not fit costs neither the interaction nor the others sent with it', async () => {
  const interaction = (id: number, locators: unknown) => ({
    id: `01890000-0000-7000-8000-00000000000${id}`,
    sessionId: '01890000-0000-7000-8000-000000000009',
    pageId: '01890000-0000-7000-8000-000000000008',
    sequence: id,
    domEpoch: 0,
    changedAt: 0,
    action: { type: 'key', at: 1, isTrusted: true, key: 'Enter', modifiers: [] },
    locators,
    context: { absent: 'not under test' },
  });
  const message = {
    isTop: true,
    batch: [interaction(1, { target: 'nobody thought of this' }), interaction(2, { absent: 'none' })],
  };
  const outcome = await dispatch(
    { interactionsCaptured: ({ batch }) => ({ stored: batch.map(({ id }) => id) }) },
    { message: 'interactionsCaptured', data: message },
    sender,
  );
  expect(outcome).toEqual({ value: { stored: message.batch.map(({ id }) => id) } });
});

test('what a handler throws is told to the sender by name and message', async () => {
  const refuse = () => Promise.reject(new TypeError('There is no session to move to "paused".'));
  expect(await dispatch({ pauseSession: refuse }, { message: 'pauseSession', data: {} }, sender)).toEqual({
    error: { name: 'TypeError', message: 'There is no session to move to "paused".' },
  });
});
