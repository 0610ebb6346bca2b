import { expect, test } from 'vitest';
import { knownTerms } from './find-known.ts';
import { maskKnown } from './mask-known.ts';
import { detailsAsValues } from './own-details.ts';

test('what participants tell of themselves is masked wherever it shows, an address line by line', () => {
  const values = detailsAsValues({
    names: ['Oswin Larch'],
    emails: ['oswin@example.org'],
    phones: ['020 7946 0999'],
    addresses: ['12 Quill Lane\nWrenmouth, WM7 4QX'],
  });
  expect(values.map(({ kind }) => kind)).toEqual(['name', 'email', 'phone', 'address', 'address', 'address']);
  const known = knownTerms(values.map((value, index) => ({ ...value, placeholder: `{{X_${index}}}`, typedBy: [] })));
  const masked = maskKnown('Hello Oswin! To 12 Quill Lane, Wrenmouth. Call +44 20 7946 0999.', known);
  expect(masked).not.toMatch(/oswin|quill|wrenmouth|7946/i);
});
