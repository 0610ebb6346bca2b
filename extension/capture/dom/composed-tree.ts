import { plain, plainDocument } from './unclobbered.ts';

/** Walks the tree as it is composed of documents and open shadow roots. */

export function isShadowRoot(node: Node): node is ShadowRoot {
  return plain(node).nodeType === Node.DOCUMENT_FRAGMENT_NODE && 'host' in node;
}

/** The parent element, or across a shadow root's edge its host. */
export function parentOf(element: Element): Element | null {
  const { parentElement } = plain(element);
  if (parentElement !== null) return parentElement;
  const root = plain(element).getRootNode();
  return isShadowRoot(root) ? root.host : null;
}

/** The nearest ancestor in the same tree that matches. */
export function closestAround(element: Element, selector: string): Element | null {
  const { parentElement } = plain(element);
  return parentElement === null ? null : plain(parentElement).closest(selector);
}

/** The nearest of the element and its ancestors that passes, at most `maxSteps` up; undefined when none does. */
export function findUpwards(
  element: Element,
  passes: (candidate: Element) => boolean,
  maxSteps = Number.POSITIVE_INFINITY,
): Element | undefined {
  let current: Element | null = element;
  for (let step = 0; current !== null && step <= maxSteps; step++) {
    if (passes(current)) return current;
    current = parentOf(current);
  }
  return undefined;
}

/** The hosts of the open shadow roots around the element, outermost first. */
export function hostsOf(element: Element): Element[] {
  const hosts: Element[] = [];
  let root = plain(element).getRootNode();
  while (isShadowRoot(root)) {
    hosts.unshift(root.host);
    root = root.host.getRootNode();
  }
  return hosts;
}

/** The focused element, looked for inside open shadow roots too; null when nothing but the page has it. */
export function focusedElement(): Element | null {
  let focused = plainDocument().activeElement;
  while (focused?.shadowRoot?.activeElement) focused = focused.shadowRoot.activeElement;
  return focused === plainDocument().body || focused === plainDocument().documentElement ? null : focused;
}
