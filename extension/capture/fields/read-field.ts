import type { FieldKind } from '../../../shared/interactions/action.ts';
import { fieldKind } from '../../../shared/privacy/field-policy.ts';
import { textOf } from '../dom/text-of.ts';
import { isEditingHost } from '../names/role-of.ts';
import { labelText } from '../names/name-of.ts';
import { testIdOf } from '../locators/test-id-of.ts';
import type { EverPassword } from './ever-password.ts';

export type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

const notFields = /^(button|submit|reset|image|hidden)$/;

/** A control that holds a value of the participant's. */
export function isField(element: Element): element is Field {
  const tag = element.localName;
  if (tag === 'input') return !notFields.test((element as HTMLInputElement).type); // by its tag
  return tag === 'textarea' || tag === 'select';
}

/**
 * The kind of a field or contenteditable region; what is in it is not looked at. A list box of the page's own making
 * is judged like a `<select>`.
 */
export function kindOfField(element: Element, everPassword: EverPassword, strict: boolean): FieldKind {
  const role = element.getAttribute('role');
  const isListBox = (role === 'listbox' || role === 'combobox') && editingHostOf(element) === undefined;
  const field = isField(element) ? element : undefined;
  const maxLength = field === undefined || !('maxLength' in field) || field.maxLength < 0 ? null : field.maxLength;
  return fieldKind({
    tag: field !== undefined ? element.localName : isListBox ? 'select' : 'editable',
    type: element.localName === 'input' ? (element as HTMLInputElement).type : '', // by its tag
    everPassword: everPassword.was(element),
    role: (element.getAttribute('role') ?? '').toLowerCase(),
    autocomplete: (element.getAttribute('autocomplete') ?? '').toLowerCase(),
    inputMode: element.getAttribute('inputmode') ?? '',
    maxLength,
    words: wordsOf(element, field),
    inSearch: element.closest('search,[role=search]') !== null,
    inSplitGroup: maxLength !== null && maxLength <= 6 && hasTwins(element, maxLength),
    strict,
  });
}

function wordsOf(element: Element, field: Field | undefined): string {
  const words = [
    element.getAttribute('name'),
    element.id,
    element.getAttribute('aria-label'),
    element.getAttribute('placeholder'),
    element.getAttribute('title'),
    testIdOf(element)?.value,
    field === undefined ? '' : labelText(field),
    describedLabel(element),
  ].filter(Boolean);
  return (words.length === 0 ? looseLabel(element) : words.join(' ')).slice(0, 600);
}

function describedLabel(element: Element): string {
  const ids = element.getAttribute('aria-labelledby');
  if (ids === null) return '';
  return ids
    .split(/\s+/)
    .map((id) => element.ownerDocument.getElementById(id)?.textContent ?? '')
    .join(' ');
}

/** Shops leave labels untied: then the class and the short text just before the field are all there is. */
function looseLabel(element: Element): string {
  const before = element.previousElementSibling ?? element.parentElement?.previousElementSibling ?? null;
  return `${element.getAttribute('class') ?? ''} ${before === null ? '' : textOf(before, 60)}`;
}

function hasTwins(element: Element, maxLength: number): boolean {
  const group = element.parentElement?.parentElement ?? element.parentElement;
  return (group?.querySelectorAll(`input[maxlength="${maxLength}"]`).length ?? 0) >= 3;
}

/** The outermost editable ancestor of an element, or undefined when it is in none. */
export function editingHostOf(element: Element): Element | undefined {
  if (!(element as HTMLElement).isContentEditable) return undefined; // false on elements that are not HTML
  let host: Element | null = element;
  while (host !== null && !isEditingHost(host)) host = host.parentElement;
  return host ?? undefined;
}
