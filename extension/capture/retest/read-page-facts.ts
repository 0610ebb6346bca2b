import type { ElementFacts, PageFacts } from '../../../shared/locate/page-facts.ts';
import { factsOf } from '../../../shared/locate/resolve.ts';
import { boxOf } from '../locators/read-locators.ts';
import { fingerprintOf } from '../locators/fingerprint-of.ts';
import type { Scope } from '../locators/scope.ts';
import { isInteractive, roleOf } from '../names/role-of.ts';
import { targetName } from '../names/target-name.ts';
import { matchSelector } from './match-selector.ts';
import { plain, plainDocument } from '../dom/unclobbered.ts';

/** This frame as the resolver takes it, with the elements that its ids stand for. */
export type LivePage = { facts: PageFacts; elements: readonly Element[] };

/** Beyond this many elements a page is not read: it would take seconds. */
const MAX_ELEMENTS = 3_000;
/** Read at one go: a quarter of a frame's time. */
const AT_ONCE_MS = 4;

/**
 * Reads every element of the frame that one can act on, and those of the tags asked for. Their layout and names are
 * read, so that it is for idle time only: after every few milliseconds `goOn` is asked, which may take its time.
 * @returns null when `goOn` says no, or the page is too large.
 */
export async function readPageFacts(
  scope: Scope,
  tags: ReadonlySet<string>,
  goOn: () => Promise<boolean>,
): Promise<LivePage | null> {
  let endMs = performance.now() + AT_ONCE_MS;
  const mayGoOn = async (): Promise<boolean> => {
    const may = await goOn();
    endMs = performance.now() + AT_ONCE_MS;
    return may;
  };
  const roots = [...scope.shadowRoots()];
  const elements: Element[] = [];
  for (const root of [plainDocument().body, ...roots]) {
    const all = plain(root).querySelectorAll('*');
    for (let at = 0; at < all.length; at++) {
      if (performance.now() > endMs && !(await mayGoOn())) return null;
      const element = all[at];
      if (element === undefined || !(tags.has(plain(element).localName) || isInteractive(element, roleOf(element))))
        continue;
      if (elements.push(element) > MAX_ELEMENTS) return null;
    }
  }
  const names = rememberedNames();
  const facts: ElementFacts[] = [];
  for (const element of elements) {
    if (performance.now() > endMs && !(await mayGoOn())) return null;
    const role = roleOf(element);
    facts.push(factsOf(fingerprintOf(element, { role, name: names(element, role), box: boxOf(element) }, scope)));
  }
  const ids = new Map(elements.map((element, id) => [element, id]));
  return {
    elements,
    facts: {
      elements: facts,
      match(selector) {
        const matched = matchSelector(selector, { roots, nameOf: names });
        return { count: matched.length, ids: matched.flatMap((element) => ids.get(element) ?? []) };
      },
    },
  };
}

/** Accessible names, each computed once: every locator by role and name asks for those of all elements of the role. */
function rememberedNames(): (element: Element, role: string | null) => string {
  const names = new Map<Element, string>();
  return (element, role) => {
    const known = names.get(element);
    if (known !== undefined) return known;
    const name = targetName(element, role);
    names.set(element, name);
    return name;
  };
}
