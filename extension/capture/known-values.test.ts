import { expect, test } from 'vitest';
import { findKnown } from '../../shared/privacy/find-known.ts';
import type { NumberedValue, PrivateValue } from '../../shared/privacy/private-value.ts';
import { createKnownValues } from './known-values.ts';

function open(isOpen = true) {
  const told: { values: PrivateValue[]; interactionId: string | null }[] = [];
  let all: NumberedValue[] = [];
  let fails = false;
  const known = createKnownValues({
    learn: async (learned) => {
      if (fails) throw new Error('the service worker is dead');
      told.push(learned);
      all = learned.values.map((value, n) => ({ ...value, placeholder: `{{NAME_${n + 1}}}`, typedBy: [] }));
      return all;
    },
    ask: async () => all,
    isOpen: () => isOpen,
  });
  const placeholders = (text: string) => findKnown(text, known.terms()).map(({ placeholder }) => placeholder);
  return {
    known,
    told,
    placeholders,
    setFails: (value: boolean) => void (fails = value),
    hear: (values: NumberedValue[]) => void (all = values),
  };
}
const turn = () => new Promise((resolve) => setTimeout(resolve, 0));

test('a value is masked from the moment on at which it is learned, and by its number as soon as it has one', async () => {
  const { known, placeholders } = open();
  let changes = 0;
  known.onChange(() => changes++);
  known.learn('name', ' Ottilie ');
  expect(placeholders('for ottilie')).toEqual(['{{NAME}}']);
  await turn();
  expect(placeholders('for ottilie')).toEqual(['{{NAME_1}}']);
  expect(changes).toBe(2);
});

test('the same value is told once, and again for the interaction that types it', async () => {
  const { known, told } = open();
  known.learn('name', 'Ottilie');
  known.learn('name', 'OTTILIE');
  known.learn('name', 'Ottilie', 'id');
  await turn();
  expect(told.map(({ interactionId }) => interactionId)).toEqual([null, 'id']);
});

test('passwords, cards and codes are not remembered, nor is what is harmless', () => {
  const { known, placeholders } = open();
  for (const kind of ['password', 'card', 'one-time-code', 'search', 'choice', 'quantity'] as const)
    known.learn(kind, 'Ottilie');
  expect(placeholders('Ottilie')).toEqual([]);
});

test('what could not be told is told again the next time', async () => {
  const { known, told, setFails } = open();
  setFails(true);
  known.learn('name', 'Ottilie');
  await turn();
  setFails(false);
  known.learn('name', 'Ottilie');
  await turn();
  expect(told).toHaveLength(1);
});

test('before it is known whether the page is recorded, nothing is told', () => {
  const { known, told, placeholders } = open(false);
  known.learn('name', 'Ottilie');
  expect(told).toEqual([]);
  expect(placeholders('Ottilie')).toEqual(['{{NAME}}']);
});

test('what others have learned is masked here too', async () => {
  const { known, placeholders, hear } = open();
  hear([{ kind: 'name', value: 'Ottilie', placeholder: '{{NAME_4}}', typedBy: [] }]);
  known.heard();
  await turn();
  expect(placeholders('Ottilie')).toEqual(['{{NAME_4}}']);
});
