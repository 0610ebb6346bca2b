import { isShadowRoot } from '../dom/composed-tree.ts';
import { plain } from '../dom/unclobbered.ts';

const byTag: Readonly<Record<string, string>> = {
  button: 'button',
  summary: 'button',
  textarea: 'textbox',
  option: 'option',
  img: 'img',
  h1: 'heading',
  h2: 'heading',
  h3: 'heading',
  h4: 'heading',
  h5: 'heading',
  h6: 'heading',
  nav: 'navigation',
  main: 'main',
  aside: 'complementary',
  search: 'search',
  form: 'form',
  dialog: 'dialog',
  ul: 'list',
  ol: 'list',
  menu: 'list',
  li: 'listitem',
  table: 'table',
  tr: 'row',
  td: 'cell',
  th: 'columnheader',
  article: 'article',
  fieldset: 'group',
  details: 'group',
  output: 'status',
  progress: 'progressbar',
  hr: 'separator',
};

const byInputType: Readonly<Record<string, string>> = {
  button: 'button',
  submit: 'button',
  reset: 'button',
  image: 'button',
  checkbox: 'checkbox',
  radio: 'radio',
  range: 'slider',
  number: 'spinbutton',
  search: 'searchbox',
  text: 'textbox',
  email: 'textbox',
  tel: 'textbox',
  url: 'textbox',
};

const interactiveRoles = new Set([
  'link',
  'button',
  'textbox',
  'searchbox',
  'combobox',
  'listbox',
  'checkbox',
  'radio',
  'switch',
  'slider',
  'spinbutton',
  'tab',
  'menuitem',
  'menuitemcheckbox',
  'menuitemradio',
  'option',
  'treeitem',
]);

/** The ARIA role of an element: its own first one, else the one HTML gives it (HTML-AAM); null when it has none. */
export function roleOf(element: Element): string | null {
  const own = plain(element).getAttribute('role');
  if (own !== null && own !== '') {
    const role = own.trim().split(/\s+/, 1)[0]?.toLowerCase() ?? '';
    return role === '' || role === 'none' || role === 'presentation' ? null : role.slice(0, 50);
  }
  return implicitRole(element);
}

function implicitRole(element: Element): string | null {
  const tag = plain(element).localName;
  switch (tag) {
    case 'a':
    case 'area':
      return plain(element).hasAttribute('href') ? 'link' : null;
    case 'input':
      return inputRole(element as HTMLInputElement); // by its tag
    case 'select': {
      const { multiple, size } = element as HTMLSelectElement; // by its tag
      return multiple || size > 1 ? 'listbox' : 'combobox';
    }
    case 'img':
      return plain(element).getAttribute('alt') === '' ? null : 'img';
    case 'header':
    case 'footer':
      if (plain(element).closest('article,aside,main,nav,section') !== null) return null;
      return tag === 'header' ? 'banner' : 'contentinfo';
    case 'section':
      return plain(element).hasAttribute('aria-label') || plain(element).hasAttribute('aria-labelledby')
        ? 'region'
        : null;
    default:
      return byTag[tag] ?? (isEditingHost(element) ? 'textbox' : null);
  }
}

function inputRole(input: HTMLInputElement): string | null {
  const role = byInputType[input.type] ?? null;
  return input.hasAttribute('list') && (role === 'textbox' || role === 'searchbox') ? 'combobox' : role;
}

/** The outermost element of a contenteditable region. */
export function isEditingHost(element: Element): boolean {
  const editable = plain(element).getAttribute('contenteditable');
  return editable !== null && editable.toLowerCase() !== 'false';
}

/** Whether a person can act on it: by its role, or because the page gave it a tab stop or an inline handler. */
export function isInteractive(element: Element, role: string | null): boolean {
  if (role !== null && interactiveRoles.has(role)) return plain(element).localName !== 'option';
  if (plain(element).localName === 'input') return (element as HTMLInputElement).type !== 'hidden'; // by its tag
  if (plain(element).localName === 'label' && plain(element).querySelector('input') !== null) return false;
  const tabIndex = plain(element).getAttribute('tabindex');
  return (
    (tabIndex !== null && Number(tabIndex) >= 0 && !isShadowRoot(element)) || plain(element).hasAttribute('onclick')
  );
}
