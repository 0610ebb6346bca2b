import type { Locator, LocatorKind } from '../../../shared/interactions/locators.ts';
import { hostsOf } from '../dom/composed-tree.ts';
import { collapse, textOf } from '../dom/text-of.ts';
import { labelText } from '../names/name-of.ts';
import { isField } from '../fields/read-field.ts';
import { bySurroundings } from './by-surroundings.ts';
import type { Found } from './found.ts';
import { cssPath, hostCss, shortCss } from './css-of.ts';
import { countMatches, quote, type Scope } from './scope.ts';
import { stableClasses } from './is-generated.ts';
import { testIdOf } from './test-id-of.ts';
import { xpathOf } from './xpath-of.ts';
import { plain } from '../dom/unclobbered.ts';

/**
 * Share of locators of each kind that still found their element after a page had changed (measured on shop pages
 * changed at five severities; the last four are set with care below what `bench/locators` says of them beside the
 * others). A starting value: the record of re-tests replaces it.
 */
const survival: Readonly<Record<LocatorKind, number>> = {
  'test-id': 0.81,
  role: 0.76,
  label: 0.69,
  placeholder: 0.83,
  text: 0.7,
  css: 0.85,
  'css-path': 0.76,
  xpath: 0.6,
  nth: 0.53,
  link: 0.84,
  item: 0.67,
  'item-key': 0.75,
  group: 0.67,
};

/** Independent selectors for a target, best first. A selector that would hold personal data is not made. */
export function candidatesFor(target: Element, role: string | null, name: string, scope: Scope): Locator[] {
  const hosts = hostsOf(target);
  const inside = hosts.length > 0;
  const prefix = hosts.map((host) => `${hostCss(host, scope)} >> `).join('');
  const root = plain(target).getRootNode() as Document | ShadowRoot; // a target in a page stands in one of the two
  const count = (selector: string): number =>
    inside ? plain(root).querySelectorAll(selector).length : countMatches(selector, scope);
  const found = [
    ...byTestId(target, scope, count),
    ...byRole(role, name, scope),
    ...byLabel(target, scope, count),
    ...byText(target, scope, root),
    ...bySurroundings(target, role, name, scope),
    ...byPlace(target, scope, root),
  ];
  if (!inside) found.push({ kind: 'xpath', selector: `xpath=${xpathOf(target, scope)}`, matches: 1 });
  return found
    .map((each) => ({ ...each, selector: `${prefix}${each.selector}` }))
    .filter(({ selector }) => selector.length <= 1_000)
    .map((each) => ({ ...each, reliability: reliabilityOf(each), record: { tested: 0, found: 0, wrong: 0 } }))
    .sort((a, b) => b.reliability - a.reliability)
    .slice(0, 20);
}

function reliabilityOf({ kind, matches }: Found): number {
  const certainty = matches === 1 ? 1 : matches === null ? 0.95 : 0.4;
  return Math.round(survival[kind] * certainty * 100) / 100;
}

function byTestId(target: Element, scope: Scope, count: (selector: string) => number): Found[] {
  const testId = testIdOf(target);
  if (testId === undefined || !scope.masker.isClean(testId.value)) return [];
  const selector = `[${testId.attribute}=${quote(testId.value)}]`;
  return [{ kind: 'test-id', selector, matches: count(selector) }];
}

/** Counting role and name needs the name of every element, which is too slow at the event: left open. */
function byRole(role: string | null, name: string, scope: Scope): Found[] {
  if (role === null || name === '' || name.length > 150 || !scope.masker.isClean(name)) return [];
  return [{ kind: 'role', selector: `role=${role}[name=${quote(name)}]`, matches: null }];
}

function byLabel(target: Element, scope: Scope, count: (selector: string) => number): Found[] {
  if (!isField(target)) return [];
  const found: Found[] = [];
  const label = labelText(target) || collapse(plain(target).getAttribute('aria-label') ?? '');
  if (label !== '' && label.length <= 150 && scope.masker.isClean(label)) {
    found.push({ kind: 'label', selector: `internal:label=${quote(label)}s`, matches: null });
  }
  const placeholder = plain(target).getAttribute('placeholder') ?? '';
  if (placeholder.trim() !== '' && placeholder.length <= 150 && scope.masker.isClean(placeholder)) {
    const selector = `${plain(target).localName}[placeholder=${quote(placeholder)}]`;
    found.push({ kind: 'placeholder', selector, matches: count(selector) });
  }
  return found;
}

const MAX_SCANNED = 250;

function byText(target: Element, scope: Scope, root: Document | ShadowRoot): Found[] {
  if (isField(target) || plain(target).localName === 'input') return [];
  const text = textOf(target, 120);
  if (text.length < 2 || text.length > 100 || !scope.masker.isClean(text)) return [];
  const tag = CSS.escape(plain(target).localName);
  const ownText = Array.from(plain(target).childNodes).some(
    (node) => plain(node).nodeType === Node.TEXT_NODE && collapse(node.nodeValue ?? '') === text,
  );
  const alike = plain(root).querySelectorAll(tag);
  const lower = text.toLowerCase();
  const holds = (element: Element): boolean => {
    const theirs = collapse(plain(element).textContent ?? '', 2_000);
    return ownText ? theirs === text : theirs.toLowerCase().includes(lower);
  };
  const matches = alike.length > MAX_SCANNED ? null : Array.from(alike).filter(holds).length;
  return [{ kind: 'text', selector: `${tag}:${ownText ? 'text-is' : 'has-text'}(${quote(text)})`, matches }];
}

function byPlace(target: Element, scope: Scope, root: Document | ShadowRoot): Found[] {
  const found: Found[] = [];
  const short = shortCss(target, root, scope);
  if (short !== undefined) found.push({ kind: 'css', ...short });
  const path = cssPath(target, scope);
  if (path !== short?.selector)
    found.push({ kind: 'css-path', selector: path, matches: plain(root).querySelectorAll(path).length });
  const [name] = stableClasses(target);
  const kind = `${CSS.escape(plain(target).localName)}${name === undefined ? '' : `.${CSS.escape(name)}`}`;
  const nth = Array.from(plain(root).querySelectorAll(kind)).indexOf(target);
  if (nth >= 0) found.push({ kind: 'nth', selector: `${kind} >> nth=${nth}`, matches: 1 });
  return found;
}
