import { collapse } from '../dom/text-of.ts';
import { labelText } from '../names/name-of.ts';
import { roleOf } from '../names/role-of.ts';
import { plain, plainDocument } from '../dom/unclobbered.ts';

/** What selectors are run with: the open shadow roots of the frame, and names of elements. */
export type Matching = { roots: readonly ShadowRoot[]; nameOf(element: Element, role: string | null): string };

/** Where to look: the document, an open shadow root, or below an element that a selector before found. */
type Place = Document | ShadowRoot | Element;

/**
 * Runs a recorded selector in this frame as Playwright would: open shadow roots are looked into, `>>` goes on inside
 * of what was found. It knows the forms that `capture/locators` writes, and no others.
 * @throws SyntaxError for CSS that the browser does not know.
 */
export function matchSelector(selector: string, matching: Matching): Element[] {
  const { roots } = matching;
  let found: Element[] | undefined;
  for (const part of partsOf(selector)) {
    const nth = /^nth=(\d+)$/.exec(part);
    if (nth !== null) found = (found ?? []).slice(Number(nth[1]), Number(nth[1]) + 1);
    else if (found === undefined) found = [document, ...roots].flatMap((place) => matchPart(part, place, matching));
    else
      found = unique(
        found.flatMap((element) => below(element, roots).flatMap((place) => matchPart(part, place, matching))),
      );
  }
  return found ?? [];
}

/** Cuts at ` >> `, but not inside of a quoted text. */
function partsOf(selector: string): string[] {
  const parts: string[] = [];
  let from = 0;
  let quoted = false;
  for (let at = 0; at < selector.length; at++) {
    if (selector[at] === '\\') at++;
    else if (selector[at] === '"') quoted = !quoted;
    else if (!quoted && selector.startsWith(' >> ', at)) {
      parts.push(selector.slice(from, at));
      from = at + 4;
    }
  }
  return [...parts, selector.slice(from)];
}

/** An element and the shadow roots inside of it. */
function below(element: Element, roots: readonly ShadowRoot[]): Place[] {
  const inside = (root: ShadowRoot): boolean => {
    let host: Element | null = root.host;
    while (host !== null && host !== element && !plain(element).contains(host)) {
      const around: Node = host.getRootNode();
      host = around instanceof ShadowRoot ? around.host : null;
    }
    return host !== null;
  };
  return [element, ...roots.filter(inside)];
}

function matchPart(part: string, place: Place, { nameOf }: Matching): Element[] {
  const role = /^role=([\w-]+)\[name="(.*)"\]$/s.exec(part);
  if (role !== null)
    return byRole(place, role[1] ?? '').filter((element) => nameOf(element, role[1] ?? '') === unquote(role[2] ?? ''));
  const label = /^internal:label="(.*)"s$/s.exec(part);
  if (label !== null) return byLabel(place, unquote(label[1] ?? ''));
  const text = /^(\S+):(text-is|has-text)\("(.*)"\)$/s.exec(part);
  if (text !== null) return byText(place, text[1] ?? '', text[2] === 'text-is', unquote(text[3] ?? ''));
  if (part.startsWith('xpath=')) return byXpath(place, part.slice('xpath='.length));
  return Array.from(place.querySelectorAll(part));
}

/** Elements that nobody can see have no role in Playwright. */
function byRole(place: Place, role: string): Element[] {
  return Array.from(place.querySelectorAll('*')).filter(
    (element) => roleOf(element) === role && plain(element).checkVisibility({ visibilityProperty: true }),
  );
}

function byLabel(place: Place, label: string): Element[] {
  return Array.from(place.querySelectorAll('*')).filter((element) => {
    if (collapse(plain(element).getAttribute('aria-label') ?? '') === label) return true;
    return 'labels' in element && labelText(element as HTMLInputElement) === label; // form controls only have labels
  });
}

function byText(place: Place, tag: string, whole: boolean, text: string): Element[] {
  const lower = text.toLowerCase();
  return Array.from(place.querySelectorAll(tag)).filter((element) => {
    const theirs = collapse(plain(element).textContent ?? '', 2_000);
    return whole ? theirs === text : theirs.toLowerCase().includes(lower);
  });
}

function byXpath(place: Place, path: string): Element[] {
  if (place !== document) return [];
  const result = plainDocument().evaluate(path, document, null, XPathResult.ORDERED_NODE_SNAPSHOT_TYPE);
  const nodes = Array.from({ length: result.snapshotLength }, (_, at) => result.snapshotItem(at));
  return nodes.filter((node) => node instanceof Element);
}

function unquote(text: string): string {
  return text.replaceAll(/\\(["\\])/g, '$1');
}

function unique(elements: Element[]): Element[] {
  return [...new Set(elements)];
}
