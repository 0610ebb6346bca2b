import type { ActionType } from '../interactions/action.ts';
import type { Interaction } from '../interactions/interaction.ts';

const asides: ReadonlySet<ActionType> = new Set(['hover', 'copy', 'paste', 'dialog', 'tab']);

/** Seen beside what was done: it changes nothing in the shop, and must not stand between a deed and what came of it. */
export function isAside({ action }: Pick<Interaction, 'action'>): boolean {
  return asides.has(action.type);
}
