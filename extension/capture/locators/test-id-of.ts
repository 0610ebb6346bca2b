import { plain } from '../dom/unclobbered.ts';

const attributes = [
  'data-testid',
  'data-test-id',
  'data-test',
  'data-cy',
  'data-qa',
  'data-e2e',
  'data-automation-id',
  'data-automation',
  'data-test-selector',
  'data-component-id',
];

/** The attribute that the page's own developers test by, or undefined. */
export function testIdOf(element: Element): { attribute: string; value: string } | undefined {
  for (const attribute of attributes) {
    const value = plain(element).getAttribute(attribute);
    if (value !== null && value !== '' && value.length <= 120) return { attribute, value };
  }
  return undefined;
}
