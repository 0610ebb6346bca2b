import type { Interaction } from '../interactions/interaction.ts';
import { findLocators } from './groups.ts';

/** Recognises that two interactions had the same element; undefined for those without one. Stable across page loads. */
export function findTargetKey(interaction: Pick<Interaction, 'locators'>): string | undefined {
  const locators = findLocators(interaction);
  if (locators === undefined) return undefined;
  const { framePath, candidates, target, fingerprint } = locators;
  const unique = candidates.find(({ matches }) => matches === 1);
  const own =
    unique?.selector ?? `${target.tag} ${target.role ?? ''} ${target.name || fingerprint.text} ${fingerprint.index}`;
  return [...framePath, own].join(' >> ');
}
