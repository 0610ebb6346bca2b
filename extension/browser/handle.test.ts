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

test('what a handler throws is told to the sender by name and message', async () => {
  const refuse = () => Promise.reject(new TypeError('There is no session to move to "paused".'));
  expect(await dispatch({ pauseSession: refuse }, { message: 'pauseSession', data: {} }, sender)).toEqual({
    error: { name: 'TypeError', message: 'There is no session to move to "paused".' },
  });
});
