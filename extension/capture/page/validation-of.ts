import { textOf } from '../dom/text-of.ts';
import { isVisible } from '../dom/visible.ts';
import type { Field } from '../fields/read-field.ts';
import type { Masker } from '../masker.ts';
import { nameOf } from '../names/name-of.ts';
import { roleOf } from '../names/role-of.ts';

/** What the page says is wrong with its fields, masked: `Email: Please enter an address`. */
export function validationOf(fields: readonly Element[], masker: Masker): string[] {
  const messages: string[] = [];
  for (const field of fields) {
    if (messages.length >= 20) break;
    const isWrong = field.getAttribute('aria-invalid') === 'true' || field.matches(':user-invalid');
    if (!isWrong || !isVisible(field)) continue;
    const said = described(field) || faultOf(field as Field); // the walk collects nothing but fields
    messages.push(masker.text(`${nameOf(field, roleOf(field))}: ${said}`));
  }
  return messages;
}

/** The fault by its name in HTML. The browser's own message is not used: it quotes what was typed. */
function faultOf({ validity }: Field): string {
  const faults = [
    'valueMissing',
    'typeMismatch',
    'patternMismatch',
    'tooLong',
    'tooShort',
    'rangeUnderflow',
    'rangeOverflow',
    'stepMismatch',
    'badInput',
    'customError',
  ] as const;
  return faults.find((fault) => validity[fault]) ?? 'invalid';
}

function described(field: Element): string {
  const ids = `${field.getAttribute('aria-errormessage') ?? ''} ${field.getAttribute('aria-describedby') ?? ''}`.trim();
  if (ids === '') return '';
  return ids
    .split(/\s+/)
    .map((id) => field.ownerDocument.getElementById(id))
    .flatMap((element) => (element === null || !isVisible(element) ? [] : textOf(element, 120)))
    .join(' ');
}
