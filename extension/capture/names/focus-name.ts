import { focusedElement } from '../dom/composed-tree.ts';
import { nameOf } from './name-of.ts';
import { roleOf } from './role-of.ts';
import { plain } from '../dom/unclobbered.ts';

/** Role and name of what has the focus, masked by the caller's means; null when nothing but the page has it. */
export function focusName(maskText: (text: string) => string): string | null {
  const focused = focusedElement();
  if (focused === null) return null;
  const role = roleOf(focused);
  return maskText(`${role ?? plain(focused).localName} ${nameOf(focused, role)}`.trim());
}
