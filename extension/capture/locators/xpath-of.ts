import { isGenerated } from './is-generated.ts';
import type { Scope } from './scope.ts';
import { testIdOf } from './test-id-of.ts';
import { plain } from '../dom/unclobbered.ts';

/** An XPath from the nearest lasting id or test id down to the element. XPath does not see into shadow roots. */
export function xpathOf(target: Element, scope: Scope): string {
  const steps: string[] = [];
  for (let element: Element | null = target; element !== null; element = plain(element).parentElement) {
    const anchor = anchorOf(element, scope);
    if (anchor !== undefined) return [`//*[${anchor}]`, ...steps].join('/');
    steps.unshift(stepOf(element));
  }
  return `/${steps.join('/')}`;
}

function anchorOf(element: Element, scope: Scope): string | undefined {
  const { id } = plain(element);
  if (id !== '' && !isGenerated(id) && isQuotable(id, scope)) return `@id="${id}"`;
  const testId = testIdOf(element);
  return testId !== undefined && isQuotable(testId.value, scope) ? `@${testId.attribute}="${testId.value}"` : undefined;
}

function isQuotable(value: string, scope: Scope): boolean {
  return !value.includes('"') && scope.masker.isClean(value);
}

function stepOf(element: Element): string {
  const name =
    plain(element).namespaceURI === 'http://www.w3.org/1999/xhtml'
      ? element.localName
      : `*[name()="${plain(element).nodeName}"]`;
  const place = placeAmongAlike(element);
  return place === undefined ? name : `${name}[${place}]`;
}

/** Counted from 1; undefined for an only one. */
function placeAmongAlike(element: Element): number | undefined {
  let place = 1;
  for (let other = plain(element).previousElementSibling; other !== null; other = plain(other).previousElementSibling) {
    if (plain(other).nodeName === plain(element).nodeName) place++;
  }
  if (place > 1) return place;
  for (let other = plain(element).nextElementSibling; other !== null; other = plain(other).nextElementSibling) {
    if (plain(other).nodeName === plain(element).nodeName) return place;
  }
  return undefined;
}
