import type { ActionOf } from '../../../shared/interactions/action.ts';

/** The modifier keys that were down. */
export function modifiersOf(event: MouseEvent | KeyboardEvent): ActionOf<'key'>['modifiers'] {
  const modifiers: ActionOf<'key'>['modifiers'] = [];
  if (event.altKey) modifiers.push('Alt');
  if (event.ctrlKey) modifiers.push('Control');
  if (event.metaKey) modifiers.push('Meta');
  if (event.shiftKey) modifiers.push('Shift');
  return modifiers;
}
