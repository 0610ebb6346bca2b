import { isGenerated, stableClasses, stemsOf } from './is-generated.ts';
import { quote, type Scope } from './scope.ts';
import { testIdOf } from './test-id-of.ts';
import { plain, plainDocument } from '../dom/unclobbered.ts';

type Root = Document | ShadowRoot;

/** Of each of the two ways: alone, and below an ancestor. */
const MAX_QUERIES = 6;

/** Attribute selectors of an element by what it is: the ones that live longest come first. */
export function ownSelectors(element: Element, scope: Scope): string[] {
  const tag = CSS.escape(plain(element).localName);
  const selectors: string[] = [];
  const { id } = plain(element);
  if (id !== '' && !isGenerated(id) && scope.masker.isClean(id)) {
    selectors.push(`#${CSS.escape(id)}`);
  }
  for (const { name, value } of plain(element).attributes) {
    if (isTelling(name, value) && scope.masker.isClean(value))
      selectors.push(`${tag}[${CSS.escape(name)}=${quote(value)}]`);
  }
  const classes = stableClasses(element);
  if (classes.length > 0)
    selectors.push(
      `${tag}${classes
        .slice(0, 2)
        .map((name) => `.${CSS.escape(name)}`)
        .join('')}`,
    );
  const [stem] = stemsOf(element);
  if (stem !== undefined) selectors.push(`${tag}[class*=${quote(stem)}]`);
  if (plain(element).localName === 'input') selectors.push(`input[type=${quote((element as HTMLInputElement).type)}]`); // by its tag
  return selectors;
}

function isTelling(name: string, value: string): boolean {
  if (value === '' || value.length > 120) return false;
  if (name === 'name' || name === 'aria-label' || name === 'itemprop' || name === 'for')
    return !isGenerated(value) || name === 'aria-label';
  if (name === 'href') return value !== '#' && !value.startsWith('javascript:') && !value.includes('?');
  return (
    name.startsWith('data-') &&
    value.length <= 40 &&
    !isGenerated(value) &&
    !name.startsWith('data-v-') &&
    name !== 'data-reactid'
  );
}

/** The shortest selector that is the target's alone in its tree, or the best that is not, or undefined. */
export function shortCss(target: Element, root: Root, scope: Scope): { selector: string; matches: number } | undefined {
  // The page itself, which is what a click on nothing in particular hits.
  if (
    /^(html|body)$/.test(plain(target).localName) &&
    plain(root).querySelectorAll(plain(target).localName).length === 1
  )
    return { selector: plain(target).localName, matches: 1 };
  let best: { selector: string; matches: number } | undefined;
  const isAlone = (selector: string): boolean => {
    const matches = plain(root).querySelectorAll(selector).length;
    if (matches > 0 && (best === undefined || matches < best.matches)) best = { selector, matches };
    return matches === 1;
  };
  const own = ownSelectors(target, scope).slice(0, MAX_QUERIES);
  if (own.some((selector) => isAlone(selector))) return best;
  const last = own[0] ?? CSS.escape(plain(target).localName);
  anchorsOf(target, scope).some((anchor) => isAlone(`${anchor} ${last}`));
  return best;
}

function anchorsOf(target: Element, scope: Scope): string[] {
  const anchors: string[] = [];
  for (let ancestor = plain(target).parentElement; ancestor !== null; ancestor = plain(ancestor).parentElement) {
    const anchor = anchorOf(ancestor, scope);
    if (anchor !== undefined && anchors.push(anchor) >= MAX_QUERIES) break;
  }
  return anchors;
}

/** A selector for an element that others can be found from: a lasting id, a test id, or a landmark; undefined for others. */
export function anchorOf(element: Element, scope: Scope): string | undefined {
  const { id } = plain(element);
  if (id !== '' && !isGenerated(id) && scope.masker.isClean(id)) return `#${CSS.escape(id)}`;
  const testId = testIdOf(element);
  if (testId !== undefined && scope.masker.isClean(testId.value)) return `[${testId.attribute}=${quote(testId.value)}]`;
  return /^(main|nav|header|footer|aside|dialog|form)$/.test(plain(element).localName) ? element.localName : undefined;
}

/** The path from the nearest lasting anchor down to the target, by tags, stable classes and places among siblings. */
export function cssPath(target: Element, scope: Scope): string {
  const steps: string[] = [];
  for (
    let element: Element | null = target;
    element !== null && (element === target || element !== plainDocument().documentElement);
    element = plain(element).parentElement
  ) {
    const anchor = element === target ? undefined : anchorOf(element, scope);
    if (anchor !== undefined && /^[#[]/.test(anchor)) {
      steps.unshift(anchor);
      break;
    }
    steps.unshift(stepOf(element));
  }
  return steps.join(' > ');
}

function stepOf(element: Element): string {
  const tag = CSS.escape(plain(element).localName);
  const parent = plain(element).parentElement;
  const siblings = Array.from(
    parent === null ? ((plain(element).getRootNode() as ShadowRoot).children ?? []) : plain(parent).children, // or the document's
  );
  const alike = siblings.filter((sibling) => plain(sibling).localName === plain(element).localName);
  const [name] = stableClasses(element);
  if (alike.length <= 1) return name === undefined ? tag : `${tag}.${CSS.escape(name)}`;
  if (name !== undefined && alike.filter((sibling) => plain(sibling).classList.contains(name)).length === 1)
    return `${tag}.${CSS.escape(name)}`;
  return `${tag}:nth-of-type(${alike.indexOf(element) + 1})`;
}

/** A selector for the host of a shadow root, as short as it can be made. */
export function hostCss(host: Element, scope: Scope): string {
  const root = host.getRootNode() as Root; // a host in a page stands in one of the two
  const short = shortCss(host, root, scope);
  return short?.matches === 1 ? short.selector : cssPath(host, scope);
}
