import type { FieldKind, HarmlessFieldKind, PrivateFieldKind, RecordedValue } from '../interactions/action.ts';
import { limits } from '../limits.ts';
import { maskText, type MaskMode } from './mask-text.ts';

/** What stands for a private value, by the kind of its field. */
export const placeholders = {
  email: '{{EMAIL}}',
  name: '{{NAME}}',
  phone: '{{PHONE}}',
  address: '{{ADDRESS}}',
  card: '{{CARD}}',
  password: '{{PASSWORD}}',
  'one-time-code': '{{CODE}}',
  'date-of-birth': '{{BIRTHDATE}}',
  username: '{{USERNAME}}',
  file: '{{FILE}}',
  other: '{{TEXT}}',
} as const satisfies Record<PrivateFieldKind, string>;

const harmless: readonly string[] = ['search', 'quantity', 'choice', 'price-filter'] satisfies HarmlessFieldKind[];

export function isHarmless(kind: FieldKind): kind is HarmlessFieldKind {
  return harmless.includes(kind);
}

/**
 * A value as it may be recorded. `read` is called for harmless fields only, so that a private value is not even read.
 * A value that is not of its field's shape (a quantity that is no small number), or a choice that itself holds
 * something personal on a strict page, counts as private.
 */
export function recordedValue(kind: FieldKind, read: () => string, mode: MaskMode = 'normal'): RecordedValue {
  if (!isHarmless(kind)) return hidden(kind);
  const text = read().trim();
  const masked = maskText(text, mode);
  if (kind === 'quantity' && !/^\d{0,4}$/.test(text)) return hidden('other');
  if (kind === 'price-filter' && !/^(\D{0,4}\d[\d.,\s]{0,9}\D{0,4})?$/.test(text)) return hidden('other');
  if (kind === 'choice' && mode === 'strict' && masked !== text) return hidden('other');
  return { shown: true, fieldKind: kind, text: (kind === 'quantity' ? text : masked).slice(0, limits.maxText) };
}

function hidden(kind: PrivateFieldKind): RecordedValue {
  return { shown: false, fieldKind: kind, placeholder: placeholders[kind] };
}
