import { expect, test } from 'vitest';
import { recordedValue as schema } from '../interactions/action.ts';
import { placeholders, recordedValue } from './recorded-value.ts';

const unreadable = (): string => {
  throw new Error('a private value was read');
};

test('private values are not even read', () => {
  for (const kind of ['password', 'card', 'one-time-code', 'email', 'other'] as const) {
    expect(recordedValue(kind, unreadable)).toEqual({ shown: false, fieldKind: kind, placeholder: placeholders[kind] });
  }
});

test('what a harmless field holds is masked all the same', () => {
  expect(recordedValue('search', () => 'gift for anna@example.com')).toMatchObject({ text: 'gift for {{EMAIL}}' });
});

test('a value that is not of its field’s shape is private', () => {
  expect(recordedValue('quantity', () => '2')).toMatchObject({ shown: true, text: '2' });
  expect(recordedValue('quantity', () => '4111111111111111')).toMatchObject({ shown: false });
  expect(recordedValue('price-filter', () => '£20')).toMatchObject({ shown: true });
  expect(recordedValue('price-filter', () => 'Anna')).toMatchObject({ shown: false });
});

test('a choice that names somebody is private on a strict page', () => {
  expect(recordedValue('choice', () => 'Deliver to Anna, 12 Elm Street', 'strict')).toMatchObject({ shown: false });
  expect(recordedValue('choice', () => 'Express delivery', 'strict')).toMatchObject({ shown: true });
});

test('every placeholder is one that the schema takes', () => {
  for (const [fieldKind, placeholder] of Object.entries(placeholders)) {
    expect(schema.safeParse({ shown: false, fieldKind, placeholder }).success).toBe(true);
  }
});
