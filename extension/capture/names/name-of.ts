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

function contentName(element: Element, role: string | null): string {
  if (role === null && element.childElementCount > 8) return '';
  const text = textOf(element);
  if (text !== '') return text;
  const inner = element.querySelector('img[alt]:not([alt=""]),[aria-label],svg title');
  return inner === null
    ? ''
    : collapse(inner.getAttribute('alt') ?? inner.getAttribute('aria-label') ?? inner.textContent ?? '');
}
