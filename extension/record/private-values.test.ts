import { expect, test } from 'vitest';
import type { NumberedValue, PrivateValueKind } from '../../shared/privacy/private-value.ts';
import { createPrivateValues, type Learned, type PrivateValuesDeps } from './private-values.ts';

function open(givenOut: string[] = [], change: Partial<PrivateValuesDeps> = {}) {
  const sessions = new Map<string, NumberedValue[]>();
  const owing = new Map<string, readonly string[]>();
  const remembered: string[] = [];
  const values = createPrivateValues({
    read: async (sessionId) => structuredClone(sessions.get(sessionId) ?? []),
    async write(sessionId, known, owed) {
      sessions.set(sessionId, [...known]);
      owing.set(sessionId, owed);
    },
    owed: async (sessionId) => owing.get(sessionId) ?? [],
    settled: async (sessionId) => void owing.delete(sessionId),
    givenOut: async () => givenOut,
    remember: async (_, { placeholder }) => void remembered.push(placeholder),
    ...change,
  });
  return { values, remembered };
}

const learning = (kind: PrivateValueKind, value: string): Learned => ({
  values: [{ kind, value }],
  interactionId: null,
});
const full = async (): Promise<never> => Promise.reject(new Error('disk full'));

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

test('F7: what the store does not take is masked from then on, and remembered as soon as it takes it', async () => {
  let isFull = true;
  const remembered: string[] = [];
  const { values } = open([], {
    remember: async (_, { placeholder, typedBy }) =>
      isFull ? full() : void remembered.push([placeholder, ...typedBy].join(' ')),
  });
  await expect(values.learn('s', learning('name', 'Ottilie'))).rejects.toThrow('disk full');
  await expect(values.learn('s', { ...learning('name', 'Ottilie'), interactionId: 'a' })).rejects.toThrow('disk full');
  expect(await values.learn('s', learning('name', 'Ottilie'))).toMatchObject([{ placeholder: '{{NAME_1}}' }]);
  await expect(values.catchUp('s')).rejects.toThrow('disk full');
  isFull = false;
  await values.learn('s', learning('name', 'Quillon'));
  expect(remembered).toEqual(['{{NAME_1}} a', '{{NAME_2}}']);
  // Nothing is owed any more.
  await values.catchUp('s');
  expect(remembered).toHaveLength(2);
});

test('F7: the look around remembers it too', async () => {
  let isFull = true;
  const { values, remembered } = open([], {
    remember: async (_, { placeholder }) => (isFull ? full() : void remembered.push(placeholder)),
  });
  await expect(values.learn('s', learning('name', 'Ottilie'))).rejects.toThrow('disk full');
  isFull = false;
  await values.catchUp('other');
  expect(remembered).toEqual([]);
  await values.catchUp('s');
  expect(remembered).toEqual(['{{NAME_1}}']);
});

test('one value that cannot be remembered keeps no other one from it', async () => {
  const { values, remembered } = open([], {
    remember: async (_, { placeholder }) => (placeholder === '{{NAME_1}}' ? full() : void remembered.push(placeholder)),
  });
  await expect(
    values.learn('s', {
      values: [...learning('name', 'Ottilie').values, ...learning('email', 'o@post.example').values],
      interactionId: null,
    }),
  ).rejects.toThrow('disk full');
  expect(remembered).toEqual(['{{EMAIL_1}}']);
});

test('F7: what finds no room in memory is remembered all the same', async () => {
  const { values, remembered } = open([], { write: full });
  await expect(values.learn('s', learning('name', 'Ottilie'))).rejects.toThrow('disk full');
  expect(remembered).toEqual(['{{NAME_1}}']);
});

test('F7: where nobody can read which numbers were given out, none of them is given to another value', async () => {
  let isFull = false;
  const { values } = open(['{{NAME_1}}'], { givenOut: async () => (isFull ? full() : ['{{NAME_1}}']) });
  await values.learn('s', learning('name', 'Ottilie'));
  isFull = true;
  await values.learn('s', learning('name', 'Quillon'));
  await values.learn('s', learning('email', 'o@post.example'));
  await values.learn('s', learning('email', 'q@post.example'));
  isFull = false;
  await values.learn('s', learning('email', 'r@post.example'));
  expect((await values.list('s')).map(({ placeholder }) => placeholder)).toEqual([
    '{{NAME_2}}',
    '{{NAME_3}}',
    '{{EMAIL_1001}}',
    '{{EMAIL_1002}}',
    '{{EMAIL_1003}}',
  ]);
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
