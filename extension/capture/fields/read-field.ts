import type { FieldKind } from '../../../shared/interactions/action.ts';
import { fieldKind } from '../../../shared/privacy/field-policy.ts';
import { textOf } from '../dom/text-of.ts';
import { isEditingHost } from '../names/role-of.ts';
import { labelText } from '../names/name-of.ts';
import { testIdOf } from '../locators/test-id-of.ts';
import type { EverPassword } from './ever-password.ts';
import { plain } from '../dom/unclobbered.ts';

export type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

const notFields = /^(button|submit|reset|image|hidden)$/;

/** A control that holds a value of the participant's. */
export function isField(element: Element): element is Field {
  const tag = plain(element).localName;
  if (tag === 'input') return !notFields.test((element as HTMLInputElement).type); // by its tag
  return tag === 'textarea' || tag === 'select';
}

/**
 * The kind of a field or contenteditable region; what is in it is not looked at. A list box of the page's own making
 * is judged like a `<select>`.
 */
export function kindOfField(element: Element, everPassword: EverPassword, strict: boolean): FieldKind {
  const role = plain(element).getAttribute('role');
  const isListBox = (role === 'listbox' || role === 'combobox') && editingHostOf(element) === undefined;
  const field = isField(element) ? element : undefined;
  const maxLength = field === undefined || !('maxLength' in field) || field.maxLength < 0 ? null : field.maxLength;
  return fieldKind({
    tag: field !== undefined ? element.localName : isListBox ? 'select' : 'editable',
    type: plain(element).localName === 'input' ? (element as HTMLInputElement).type : '', // by its tag
    everPassword: everPassword.was(element),
    role: (plain(element).getAttribute('role') ?? '').toLowerCase(),
    autocomplete: (plain(element).getAttribute('autocomplete') ?? '').toLowerCase(),
    inputMode: plain(element).getAttribute('inputmode') ?? '',
    maxLength,
    words: wordsOf(element, field),
    inSearch: plain(element).closest('search,[role=search]') !== null,
    inSplitGroup: maxLength !== null && maxLength <= 6 && hasTwins(element, maxLength),
    strict,
    aboutPerson: asksForPerson(element),
  });
}

const PERSONAL_FIELDS =
  'input[type=password],input[type=email],input[type=tel],[autocomplete$=name],[autocomplete*=address],[autocomplete^=cc-]';

/** It stands in a form about a person, whatever page that is on. A form around a whole page says nothing of its fields. */
function asksForPerson(element: Element): boolean {
  const found = plain(element).closest('form');
  if (found === null) return false;
  const form = plain(found);
  return form.querySelector(PERSONAL_FIELDS) !== null && form.querySelector('main,header,footer,[role=main]') === null;
}

function wordsOf(element: Element, field: Field | undefined): string {
  const words = [
    plain(element).getAttribute('name'),
    plain(element).id,
    plain(element).getAttribute('aria-label'),
    plain(element).getAttribute('placeholder'),
    plain(element).getAttribute('title'),
    testIdOf(element)?.value,
    field === undefined ? '' : labelText(field),
    promptOf(element),
    describedLabel(element),
  ].filter(Boolean);
  return (words.length === 0 ? looseLabel(element) : words.join(' ')).slice(0, 600);
}

/** The entry of a list that is no choice yet says what the list is of: `Birth month`. */
function promptOf(element: Element): string {
  if (element.localName !== 'select') return '';
  const first = (element as HTMLSelectElement).options[0]; // by its tag
  return first !== undefined && (first.disabled || first.value === '' || first.value === '-1') ? first.text : '';
}

function describedLabel(element: Element): string {
  const ids = plain(element).getAttribute('aria-labelledby');
  if (ids === null) return '';
  return ids
    .split(/\s+/)
    .map((id) => plain(element).ownerDocument.getElementById(id)?.textContent ?? '')
    .join(' ');
}

/** Shops leave labels untied: then the class and the short text just before the field are all there is. */
function looseLabel(element: Element): string {
  const before = previousOf(element);
  return `${plain(element).getAttribute('class') ?? ''} ${before === null ? '' : textOf(before, 60)}`;
}

/** What comes before an element, or before what holds it. */
function previousOf(element: Element): Element | null {
  const { previousElementSibling, parentElement } = plain(element);
  return previousElementSibling ?? (parentElement === null ? null : plain(parentElement).previousElementSibling);
}

function hasTwins(element: Element, maxLength: number): boolean {
  const parent = plain(element).parentElement;
  const group = parent === null ? null : (plain(parent).parentElement ?? parent);
  return group !== null && plain(group).querySelectorAll(`input[maxlength="${maxLength}"]`).length >= 3;
}

/** The outermost editable ancestor of an element, or undefined when it is in none. */
export function editingHostOf(element: Element): Element | undefined {
  if (!(element as HTMLElement).isContentEditable) return undefined; // false on elements that are not HTML
  let host: Element | null = element;
  while (host !== null && !isEditingHost(host)) host = plain(host).parentElement;
  return host ?? undefined;
}
