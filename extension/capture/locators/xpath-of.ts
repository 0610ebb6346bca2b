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
  const alike = Array.from(element.parentElement?.children ?? []).filter(
    (sibling) => sibling.nodeName === element.nodeName,
  );
  return alike.length <= 1 ? name : `${name}[${alike.indexOf(element) + 1}]`;
}
