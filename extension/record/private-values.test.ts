import { expect, test } from 'vitest';
import type { NumberedValue } from '../../shared/privacy/private-value.ts';
import { createPrivateValues } from './private-values.ts';

function open(givenOut: string[] = []) {
  const sessions = new Map<string, NumberedValue[]>();
  const remembered: string[] = [];
  const values = createPrivateValues({
    read: async (sessionId) => sessions.get(sessionId) ?? [],
    write: async (sessionId, known) => void sessions.set(sessionId, [...known]),
    givenOut: async () => givenOut,
    remember: async (_, { placeholder }) => void remembered.push(placeholder),
  });
  return { values, remembered };
}

test('values are numbered by kind in the order in which they are learned, at once or not', async () => {
  const { values, remembered } = open();
  await Promise.all([
    values.learn('s', { values: [{ kind: 'name', value: 'Margarethe' }], interactionId: null }),
    values.learn('s', {
      values: [
        { kind: 'name', value: 'Quillon' },
        { kind: 'email', value: 'm@post.example' },
      ],
      interactionId: null,
    }),
  ]);
  expect((await values.list('s')).map(({ placeholder, value }) => `${placeholder} ${value}`)).toEqual([
    '{{NAME_1}} Margarethe',
    '{{NAME_2}} Quillon',
    '{{EMAIL_1}} m@post.example',
  ]);
  expect(remembered).toEqual(['{{NAME_1}}', '{{NAME_2}}', '{{EMAIL_1}}']);
  expect(await values.list('other')).toEqual([]);
});

test('the same value written otherwise keeps its number', async () => {
  const { values } = open();
  await values.learn('s', { values: [{ kind: 'phone', value: '030 5550143' }], interactionId: null });
  expect(
    await values.learn('s', { values: [{ kind: 'phone', value: '030-5550143' }], interactionId: null }),
  ).toHaveLength(1);
});

test('after a restart of the browser no number is given out twice', async () => {
  const { values } = open(['{{NAME_1}}', '{{NAME_2}}']);
  expect(await values.learn('s', { values: [{ kind: 'name', value: 'Ottilie' }], interactionId: null })).toEqual([
    { kind: 'name', value: 'Ottilie', placeholder: '{{NAME_3}}', typedBy: [] },
  ]);
});

test('one who could not be remembered does not keep the others from being learned', async () => {
  let fails = true;
  const values = createPrivateValues({
    read: async () => [],
    write: async () => undefined,
    givenOut: async () => [],
    remember: async () => (fails ? Promise.reject(new Error('disk full')) : undefined),
  });
  await expect(
    values.learn('s', { values: [{ kind: 'name', value: 'Ottilie' }], interactionId: null }),
  ).rejects.toThrow('disk full');
  fails = false;
  expect(await values.learn('s', { values: [{ kind: 'name', value: 'Ottilie' }], interactionId: null })).toHaveLength(
    1,
  );
});

test('what typed a value is kept with it, each once', async () => {
  const { values, remembered } = open();
  const ottilie = { values: [{ kind: 'name', value: 'Ottilie' }] } as const;
  await values.learn('s', { ...ottilie, interactionId: null });
  await values.learn('s', { ...ottilie, interactionId: 'a' });
  await values.learn('s', { ...ottilie, interactionId: 'a' });
  expect(await values.learn('s', { ...ottilie, interactionId: 'b' })).toMatchObject([{ typedBy: ['a', 'b'] }]);
  expect(remembered).toHaveLength(3);
});
