import type { ElementFacts, PageFacts } from '../../../shared/locate/page-facts.ts';
import { factsOf } from '../../../shared/locate/resolve.ts';
import { boxOf } from '../locators/read-locators.ts';
import { fingerprintOf } from '../locators/fingerprint-of.ts';
import type { Scope } from '../locators/scope.ts';
import { isInteractive, roleOf } from '../names/role-of.ts';
import { targetName } from '../names/target-name.ts';
import { matchSelector } from './match-selector.ts';

/** This frame as the resolver takes it, with the elements that its ids stand for. */
export type LivePage = { facts: PageFacts; elements: readonly Element[] };

/**
 * Reads every element of the frame that one can act on, and those of the tags asked for. It reads layout and names of
 * all of them: for idle time only.
 */
export function readPageFacts(scope: Scope, tags: ReadonlySet<string>): LivePage {
  const roots = [...scope.shadowRoots()];
  const elements = [document.body, ...roots]
    .flatMap((root) => Array.from(root.querySelectorAll('*')))
    .filter((element) => tags.has(element.localName) || isInteractive(element, roleOf(element)));
  const ids = new Map(elements.map((element, id) => [element, id]));
  return {
    elements,
    facts: {
      elements: elements.map((element) => readElement(element, scope)),
      match(selector) {
        const matched = matchSelector(selector, roots);
        return { count: matched.length, ids: matched.flatMap((element) => ids.get(element) ?? []) };
      },
    },
  };
}

function readElement(element: Element, scope: Scope): ElementFacts {
  const role = roleOf(element);
  return factsOf(fingerprintOf(element, { role, name: targetName(element, role), box: boxOf(element) }, scope));
}
