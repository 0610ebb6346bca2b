import { collapse, textOf } from '../dom/text-of.ts';

const fromContent = new Set([
  'link',
  'button',
  'heading',
  'tab',
  'menuitem',
  'menuitemcheckbox',
  'menuitemradio',
  'option',
  'treeitem',
  'checkbox',
  'radio',
  'switch',
  'cell',
  'columnheader',
  'row',
]);

/**
 * A cheap accessible name, unmasked: the common steps of the accname computation without styles, for the many elements
 * of a page. Values of fields are no part of it, buttons' labels excepted.
 */
export function nameOf(element: Element, role: string | null): string {
  return (
    labelledBy(element) ||
    collapse(element.getAttribute('aria-label') ?? '') ||
    nativeLabel(element) ||
    (role === null || fromContent.has(role) ? contentName(element, role) : '') ||
    collapse(element.getAttribute('title') ?? element.getAttribute('placeholder') ?? '')
  );
}

function labelledBy(element: Element): string {
  const ids = element.getAttribute('aria-labelledby');
  if (ids === null) return '';
  const root = element.getRootNode() as Document | ShadowRoot; // of an element in a page there is no other root
  if (!('getElementById' in root)) return '';
  return collapse(
    ids
      .split(/\s+/)
      .map((id) => root.getElementById(id))
      .map((label) => (label === null ? '' : collapse(label.getAttribute('aria-label') ?? '') || textOf(label)))
      .join(' '),
  );
}

function nativeLabel(element: Element): string {
  switch (element.localName) {
    case 'input': {
      const input = element as HTMLInputElement; // by its tag
      if (input.type === 'image') return collapse(input.alt);
      if (/^(button|submit|reset)$/.test(input.type))
        return collapse(input.value) || (input.type === 'submit' ? 'Submit' : '');
      return labelText(input);
    }
    // Buttons may have labels too, but looking for them costs a search of the document for each.
    case 'select':
    case 'textarea':
      return labelText(element as HTMLSelectElement | HTMLTextAreaElement); // by its tag
    case 'img':
      return collapse(element.getAttribute('alt') ?? '');
    case 'fieldset': {
      const legend = element.querySelector(':scope > legend');
      return legend === null ? '' : textOf(legend);
    }
    default:
      return '';
  }
}

/** The text of a control's own labels. */
export function labelText(control: { labels: NodeListOf<HTMLLabelElement> | null }): string {
  const { labels } = control;
  return labels === null || labels.length === 0 ? '' : collapse(Array.from(labels, (label) => textOf(label)).join(' '));
}

/** What is called otherwise than it is written: pictures, labelled parts, and parts that are hidden from readers. */
const CALLED = '[alt]:not([alt=""]),[aria-label]:not([aria-label=""]),svg title,[aria-hidden=true]';

function contentName(element: Element, role: string | null): string {
  if (role === null && element.childElementCount > 8) return '';
  const isPlain = element.firstElementChild === null || element.querySelector(CALLED) === null;
  return (isPlain ? '' : collapse(spoken(element))) || textOf(element);
}

/** Name from content (accname 1.2, 2F): the names of the parts, in order, each by its label, else by its own content. */
function spoken(element: Element): string {
  let name = '';
  for (const child of element.childNodes) {
    if (child.nodeType === Node.TEXT_NODE) name += child.nodeValue ?? '';
    else if (child.nodeType === Node.ELEMENT_NODE) name += partName(child as Element); // by its nodeType
    if (name.length > 1_000) break;
  }
  return name;
}

function partName(part: Element): string {
  if (part.getAttribute('aria-hidden') === 'true' || part.matches(UNSPOKEN)) return ' ';
  const label = part.getAttribute('aria-label')?.trim() ?? '';
  if (label !== '') return ` ${label} `;
  if (part.localName === 'img') return ` ${part.getAttribute('alt') ?? ''} `;
  if (part.localName === 'svg') return ` ${part.querySelector('title')?.textContent ?? ''} `;
  const name = spoken(part);
  return part.matches(INLINE) ? name : ` ${name} `;
}

const UNSPOKEN = 'script,style,template,noscript,input,select,textarea,[contenteditable=""],[contenteditable=true]';
/** Elements that stand within a word, as far as their tags tell. */
const INLINE = 'span,b,i,em,strong,mark,small,sub,sup,u,s,a,abbr,font';
