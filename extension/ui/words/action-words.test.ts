import { expect, test } from 'vitest';
import type { Action } from '../../../shared/interactions/action.ts';
import { actionWords } from './action-words.ts';

const locators = { absent: 'not under test' };
const say = (action: object): string =>
  actionWords({ action: { at: 1, isTrusted: true, ...action } as Action, locators }); // as far as it is looked at

test('what was done is said in words', () => {
  expect(say({ type: 'click', button: 'left', count: 1 })).toBe('Clicked the page');
  expect(say({ type: 'click', button: 'left', count: 2 })).toBe('Double-clicked the page');
  expect(say({ type: 'key', key: 'Enter', modifiers: ['Shift'] })).toBe('Pressed Shift + Enter');
  expect(say({ type: 'change', value: null, checked: false })).toBe('Unticked the page');
  expect(say({ type: 'dialog', change: 'opened', name: 'Sizes' })).toBe('A dialog opened: “Sizes”');
  expect(say({ type: 'tab', change: 'closed', url: null })).toBe('Closed a tab');
});

test('what was not recorded is said not to be', () => {
  const value = { shown: false, fieldKind: 'email', placeholder: '{{EMAIL}}' };
  expect(say({ type: 'input', value })).toBe('Typed into the page: {{EMAIL}} (not recorded)');
  const shown = { shown: true, fieldKind: 'search', text: 'kettle' };
  expect(say({ type: 'select', values: [shown, shown] })).toBe('Chose in the page: “kettle”, “kettle”');
});
