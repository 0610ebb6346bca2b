import 'fake-indexeddb/auto';
import { expect, test } from 'vitest';
import { openDatabase } from './database.ts';
import { putOwnDetails, readOwnDetails, removeOwnDetails } from './own-details.ts';

const details = { names: ['Oswin Larch'], emails: ['oswin@example.org'], phones: [], addresses: ['12 Quill Lane'] };

test('own details are read as they were told, lie encrypted, and go with their key', async () => {
  const database = openDatabase('own-details');
  expect(await readOwnDetails(database)).toBeNull();
  await putOwnDetails(database, { ...details, names: ['Another'] });
  await putOwnDetails(database, details);
  expect(await readOwnDetails(database)).toEqual(details);
  const [row, ...others] = await database.ownDetails.toArray();
  expect(others).toEqual([]);
  expect(row?.key.extractable).toBe(false);
  expect(new TextDecoder().decode(row?.sealed)).not.toContain('Oswin');
  await removeOwnDetails(database);
  expect(await database.ownDetails.count()).toBe(0);
  expect(await readOwnDetails(database)).toBeNull();
});
