import { isGenerated } from './is-generated.ts';
import type { Scope } from './scope.ts';
import { testIdOf } from './test-id-of.ts';

/** An XPath from the nearest lasting id or test id down to the element. XPath does not see into shadow roots. */
export function xpathOf(target: Element, scope: Scope): string {
  const steps: string[] = [];
  for (let element: Element | null = target; element !== null; element = element.parentElement) {
    const anchor = anchorOf(element, scope);
    if (anchor !== undefined) return [`//*[${anchor}]`, ...steps].join('/');
    steps.unshift(stepOf(element));
  }
  return `/${steps.join('/')}`;
}

function anchorOf(element: Element, scope: Scope): string | undefined {
  if (element.id !== '' && !isGenerated(element.id) && isQuotable(element.id, scope)) return `@id="${element.id}"`;
  const testId = testIdOf(element);
  return testId !== undefined && isQuotable(testId.value, scope) ? `@${testId.attribute}="${testId.value}"` : undefined;
}

function isQuotable(value: string, scope: Scope): boolean {
  return !value.includes('"') && scope.masker.isClean(value);
}

function stepOf(element: Element): string {
  const name =
    element.namespaceURI === 'http://www.w3.org/1999/xhtml' ? element.localName : `*[name()="${element.nodeName}"]`;
  const place = placeAmongAlike(element);
  return place === undefined ? name : `${name}[${place}]`;
}

/** Counted from 1; undefined for an only one. */
function placeAmongAlike(element: Element): number | undefined {
  let place = 1;
  for (let other = element.previousElementSibling; other !== null; other = other.previousElementSibling) {
    if (other.nodeName === element.nodeName) place++;
  }
  if (place > 1) return place;
  for (let other = element.nextElementSibling; other !== null; other = other.nextElementSibling) {
    if (other.nodeName === element.nodeName) return place;
  }
  return undefined;
}
