import 'fake-indexeddb/auto';
import { expect, test } from 'vitest';
import { maskKnown } from '../../shared/privacy/mask-known.ts';
import type { NumberedValue } from '../../shared/privacy/private-value.ts';
import { openDatabase, type SessionRow } from '../store/database.ts';
import { givenOutPlaceholders, putTermDigests, readTermDigests } from '../store/private-terms.ts';
import { removeRecording } from '../store/sessions.ts';
import { gatherSecrets } from './gather-secrets.ts';

const ID = '01890000-0000-7000-8000-000000000001';
const values: NumberedValue[] = [
  { kind: 'name', value: 'Ottilie', placeholder: '{{NAME_1}}', typedBy: ['a'] },
  { kind: 'address', value: 'Obere Zwirnzeile 17', placeholder: '{{ADDRESS_1}}', typedBy: ['b'] },
];
const text = 'For Ottilie, Zwirnzeile; Obere Zwirnzeile 17';

async function open(name: string) {
  const database = openDatabase(name);
  await database.sessions.add({ id: ID, phase: 'recording' } as SessionRow); // no more of it is looked at
  for (const value of values) await putTermDigests(database, ID, value);
  return database;
}

test('what was learned before the browser was restarted is masked without its values', async () => {
  const database = await open('restart');
  const rows = await database.termDigests.toArray();
  expect(JSON.stringify(rows).toLowerCase()).not.toMatch(/ottilie|zwirn/);
  const { known, typed } = await gatherSecrets([], await readTermDigests(database, ID), [text]);
  expect(maskKnown(text, known)).toBe('For {{NAME_1}}, Zwirnzeile; {{ADDRESS_1}}');
  expect([...typed]).toEqual([
    ['b', '{{ADDRESS_1}}'],
    ['a', '{{NAME_1}}'],
  ]);
});

test('what is still in memory is masked beside what is not', async () => {
  const database = await open('both');
  const { known } = await gatherSecrets(values.slice(0, 1), await readTermDigests(database, ID), [text]);
  expect(maskKnown(text, known)).toBe('For {{NAME_1}}, Zwirnzeile; {{ADDRESS_1}}');
});

test('digests and their key go with the recording, and none is kept of a session that is gone', async () => {
  const database = await open('gone');
  expect((await givenOutPlaceholders(database, ID)).toSorted()).toEqual(['{{ADDRESS_1}}', '{{NAME_1}}']);
  await removeRecording(database, ID);
  await database.sessions.delete(ID);
  await putTermDigests(database, ID, values[0] as NumberedValue); // there are two
  expect(await database.termDigests.count()).toBe(0);
  expect(await readTermDigests(database, ID)).toBeUndefined();
});
