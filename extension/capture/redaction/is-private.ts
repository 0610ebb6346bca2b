import type { MaskMode } from '../../../shared/privacy/mask-text.ts';
import { isHarmless } from '../../../shared/privacy/recorded-value.ts';
import type { EverPassword } from '../fields/ever-password.ts';
import { kindOfField, type Field } from '../fields/read-field.ts';
import { plain } from '../dom/unclobbered.ts';
import { isEditingHost } from '../names/role-of.ts';
import type { FindSpans } from './text-run.ts';

export type PrivacyDeps = {
  everPassword: EverPassword;
  mode: () => MaskMode;
  /** Opens closed shadow roots too where the browser lets an extension do that. */
  shadowRootOf: (element: Element) => ShadowRoot | null;
  findSpans: FindSpans;
};

/** Whether an element that is no field has to be painted over as a whole. */
export function isWhollyPrivate(element: Element, deps: PrivacyDeps): boolean {
  if (isEditingHost(element)) return true;
  switch (plain(element).localName) {
    case 'img':
      return deps.findSpans(element.getAttribute('alt') ?? '', deps.mode()).length > 0;
    case 'object':
    case 'embed':
      return true;
    case 'canvas':
    case 'video':
    case 'address':
      return deps.mode() === 'strict';
    default:
      return isSealed(element, deps);
  }
}

/** Filled or not: what the browser offers to fill in is painted without being a value yet. */
export function isPrivateField(field: Field, { everPassword, mode, findSpans }: PrivacyDeps): boolean {
  if (field.localName === 'input' && (field.type === 'checkbox' || field.type === 'radio' || field.type === 'range'))
    return false;
  const kind = kindOfField(field, everPassword, mode() === 'strict');
  if (!isHarmless(kind)) return true;
  if (kind === 'quantity' && /^\d{0,4}$/.test(field.value)) return false;
  return findSpans(shownIn(field), mode()).length > 0;
}

/** What a field that is not private shows. */
export function shownIn(field: Field): string {
  return field.localName === 'select' ? ((field as HTMLSelectElement).selectedOptions[0]?.label ?? '') : field.value; // by its tag
}

/** A custom element that shows something from a shadow root which cannot be looked into. */
function isSealed(element: Element, { shadowRootOf }: PrivacyDeps): boolean {
  const { localName, childNodes } = plain(element);
  return localName.includes('-') && childNodes.length === 0 && shadowRootOf(element) === null;
}
