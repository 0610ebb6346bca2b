import type { CapturedInteraction } from '../../shared/interactions/interaction.ts';
import { newId } from '../../shared/new-id.ts';
import { recordShopping } from '../../shared/recordings/record-shopping.ts';
import { type Deed, tracesOf } from './plan-visit.ts';

/** What a page would send of a deed, with the same traces as a browser's. */
export function capturesOf(
  deed: Deed,
  sessionId: string,
  first: { sequence: number; at: number },
): CapturedInteraction[] {
  return tracesOf(deed).map((trace, index) => {
    const [type = '', ...words] = trace.split(' ');
    const at = first.at + index;
    const { action, locators, context } = interactionOf(type, words.join(' '), at);
    const sequence = first.sequence + index;
    return {
      id: newId(at),
      sessionId,
      pageId: sessionId,
      sequence,
      domEpoch: sequence,
      changedAt: at,
      action: { ...action, at },
      locators,
      context,
    };
  });
}

function interactionOf(type: string, name: string, startedAt: number) {
  const shopper = recordShopping({ startedAt });
  if (type === 'click') shopper.click({ role: 'button', name });
  else if (type === 'change') shopper.tick({ role: 'checkbox', name }, true);
  else shopper.type({ role: 'searchbox', name }, 'lamp');
  const found = shopper.interactions.find(({ action }) => action.type === type);
  if (found === undefined) throw new Error(`Nobody knows how to make “${type}”.`);
  return found;
}
