import type { KnownValues } from '../known-values.ts';
import { isRemembered } from '../known-values.ts';
import type { EverPassword } from './ever-password.ts';
import { kindOfField, type Field } from './read-field.ts';

export type LearnDeps = { everPassword: EverPassword; strict: boolean; learn: KnownValues['learn'] };

const TYPED = /^(text|email|tel|search|url|date|number|textarea)$/;

/**
 * Learns what masked fields hold without having been typed into: filled in by the shop, or by the browser. Of a field
 * that says nothing of what it is for, what the page has put in is the page's own.
 */
export function* learnFilled(fields: readonly Field[], { everPassword, strict, learn }: LearnDeps): Generator<void> {
  for (const field of fields) {
    const isChoice = field.localName === 'select';
    if (!isChoice && !TYPED.test(field.type)) continue;
    const kind = kindOfField(field, everPassword, strict);
    if (kind !== 'other' && isRemembered(kind))
      learn(kind, isChoice ? chosen(field as HTMLSelectElement) : field.value); // by its tag
    yield;
  }
}

/** The first option is what stands there before anybody has chosen. */
function chosen(field: HTMLSelectElement): string {
  const option = field.selectedOptions[0];
  return option === undefined || (option.index === 0 && !option.defaultSelected) ? '' : option.label;
}
