import { expect, test } from 'vitest';
import { z } from 'zod';
import { interaction } from '../interactions/interaction.ts';
import { goldenShopping } from '../recordings/golden-shopping.ts';
import { knownTerms } from './find-known.ts';
import { maskKnown, maskKnownIn, textsIn } from './mask-known.ts';

const known = knownTerms([
  { kind: 'name', value: 'Home Click', placeholder: '{{NAME_1}}', typedBy: [] },
  { kind: 'name', value: 'Quillon', placeholder: '{{NAME_2}}', typedBy: [] },
]);

test('free texts are masked wherever they stand, and what the schema ties to a form stays', () => {
  const schema = z.strictObject({
    kind: z.enum(['home', 'click']),
    id: z.uuid(),
    ref: z.string().regex(/^home\d$/),
    title: z.string().max(20).nullable(),
    more: z.record(z.string(), z.union([z.strictObject({ text: z.string() }), z.array(z.string().optional())])),
  });
  const value = {
    kind: 'home' as const,
    id: '01a1fc24-b498-7a4f-b272-fce58a9b8c50',
    ref: 'home1',
    title: 'for Quillon from Quillon',
    more: { a: { text: 'Click on home' }, b: ['Mr Quillon', undefined] },
  };
  expect(maskKnownIn(schema, { ...value, title: 'for Quillon' }, known)).toEqual({
    ...value,
    title: 'for {{NAME_2}}',
    more: { a: { text: '{{NAME_1}} on {{NAME_1}}' }, b: ['Mr {{NAME_2}}', undefined] },
  });
  expect(maskKnownIn(schema, value, known).title).toBe('for {{NAME_2}} from ');
});

test('a recorded session keeps its shape, and nothing known is left in it', () => {
  const { interactions } = goldenShopping();
  const word = 'Fellgate';
  const raincoat = knownTerms([{ kind: 'name', value: word, placeholder: '{{NAME_1}}', typedBy: [] }]);
  expect(JSON.stringify(interactions)).toContain(word);
  const masked = interactions.map((one) => interaction.parse(maskKnownIn(interaction, one, raincoat)));
  expect(JSON.stringify(masked).toLowerCase()).not.toContain(word.toLowerCase());
  expect(masked.map(({ id }) => id)).toEqual(interactions.map(({ id }) => id));
});

test('a long accessibility tree is masked to its end', () => {
  expect(maskKnown(`${'- text "tea"\n'.repeat(4_000)}- text "Quillon"`, known)).toMatch(/"\{\{NAME_2\}\}"$/);
});

test('an address is masked as one, and placeholders are left alone', () => {
  expect(maskKnown('https://shop.example/u/quillon?q=tea', known)).toBe('https://shop.example/u/{{ID}}?q=tea');
  expect(maskKnown('{{HOME}} for Quillon', known)).toBe('{{HOME}} for {{NAME_2}}');
});

test('texts are listed without identifiers', () => {
  expect([
    ...textsIn(z.strictObject({ id: z.uuid(), text: z.string() }), {
      id: '01a1fc24-b498-7a4f-b272-fce58a9b8c50',
      text: 'tea',
    }),
  ]).toEqual(['tea']);
});
