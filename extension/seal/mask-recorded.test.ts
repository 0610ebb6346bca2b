import { expect, test } from 'vitest';
import { isAbsent } from '../../shared/interactions/absent.ts';
import { interaction } from '../../shared/interactions/interaction.ts';
import { knownTerms } from '../../shared/privacy/find-known.ts';
import { goldenShopping } from '../../shared/recordings/golden-shopping.ts';
import type { Session } from '../../shared/session/session.ts';
import { maskRecorded, requireClean } from './mask-recorded.ts';
import { sampleConsent } from '../../shared/session/sample-consent.ts';

const { interactions, scenario } = goldenShopping();
const session: Session = {
  id: interactions[0]?.sessionId ?? '',
  type: 'human',
  participantId: null,
  consent: sampleConsent,
  scenario,
  startedAt: 1,
  endedAt: 2,
  pauses: [],
  sites: [],
  device: { extensionVersion: '0', browser: 'b', platform: 'p', language: 'en' },
  gaveUpReason: 'Fellgate did not let me',
  narration: null,
};
const word = 'Fellgate';
const known = knownTerms([{ kind: 'name', value: word, placeholder: '{{NAME_1}}', typedBy: [] }]);

test('a session holds nothing of what was learned, and all of its interactions are still of the format', () => {
  expect(JSON.stringify(interactions)).toContain(word);
  const masked = maskRecorded({ session, interactions }, { known, typed: new Map() });
  expect(JSON.stringify(masked.interactions).toLowerCase()).not.toContain(word.toLowerCase());
  expect(masked.session.gaveUpReason).toBe('{{NAME_1}} did not let me');
  for (const one of masked.interactions) interaction.parse(one);
});

test('locators that were made of something private are left out, the others stay', () => {
  const masked = maskRecorded({ session, interactions }, { known, typed: new Map() });
  for (const [index, { locators }] of masked.interactions.entries()) {
    const before = interactions[index]?.locators;
    if (before === undefined || isAbsent(before) || isAbsent(locators)) continue;
    const selectors = before.candidates.map(({ selector }) => selector).filter((selector) => !selector.includes(word));
    expect(locators.candidates.map(({ selector }) => selector)).toEqual(selectors);
  }
});

test('what was typed has the number of its value', () => {
  const typed = interactions.find(({ action }) => action.type === 'input');
  if (!typed) throw new Error('the golden session types something');
  const hidden = { shown: false as const, fieldKind: 'name' as const, placeholder: '{{NAME}}' };
  const one = { ...typed, action: { ...typed.action, value: hidden } } as typeof typed;
  const masked = maskRecorded({ session, interactions: [one] }, { known, typed: new Map([[one.id, '{{NAME_1}}']]) });
  expect(masked.interactions[0]?.action).toMatchObject({ value: { placeholder: '{{NAME_1}}' } });
});

test('what is left is told by its kind and never by its value', () => {
  expect(() => requireClean(['tea', `for ${word}`], known)).toThrow('{{NAME_1}}');
  expect(() => requireClean([`for ${word}`], known)).not.toThrow(word);
  expect(() => requireClean(['tea'], known)).not.toThrow();
});

test('telephone numbers that only the plan of the page’s country tells are masked', () => {
  const said = interactions.flatMap((one) =>
    'page' in one.context
      ? [
          {
            ...one,
            context: {
              ...one.context,
              page: { ...one.context.page, url: 'https://shop.example.fr/', title: 'Tél 06.39.98.12.34 ou 1.234,00 €' },
            },
          },
        ]
      : [],
  );
  const [masked] = maskRecorded({ session, interactions: said }, { known, typed: new Map() }).interactions;
  expect(masked?.context).toMatchObject({ page: { title: 'Tél {{PHONE}} ou 1.234,00 €' } });
});
