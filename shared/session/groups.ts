import { isAbsent } from '../interactions/absent.ts';
import type { Context } from '../interactions/context.ts';
import type { Interaction } from '../interactions/interaction.ts';
import type { Locators } from '../interactions/locators.ts';
import type { State } from '../interactions/state.ts';

/** The group, or undefined when it could not be recorded. */
export function findContext(interaction: Pick<Interaction, 'context'>): Context | undefined {
  return isAbsent(interaction.context) ? undefined : interaction.context;
}

/** The group, or undefined when it could not be recorded. */
export function findLocators(interaction: Pick<Interaction, 'locators'>): Locators | undefined {
  return isAbsent(interaction.locators) ? undefined : interaction.locators;
}

/** The group, or undefined when it could not be recorded. */
export function findState(interaction: Pick<Interaction, 'state'>): State | undefined {
  return isAbsent(interaction.state) ? undefined : interaction.state;
}

/** What the target is called: its accessible name, else its text. Empty when neither was recorded. */
export function nameOf(interaction: Pick<Interaction, 'locators'>): string {
  const locators = findLocators(interaction);
  return locators === undefined ? '' : locators.target.name || locators.fingerprint.name || locators.fingerprint.text;
}

/** When the action was over: typing, scrolling, dragging and resting last. */
export function endOf({ action }: Pick<Interaction, 'action'>): number {
  return 'endedAt' in action ? Math.max(action.at, action.endedAt) : action.at;
}

/** The value as text: as typed where it may be shown, else its placeholder. */
export function valueText(value: { shown: true; text: string } | { shown: false; placeholder: string }): string {
  return value.shown ? value.text : value.placeholder;
}
