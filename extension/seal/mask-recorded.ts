import { isAbsent } from '../../shared/interactions/absent.ts';
import type { Action } from '../../shared/interactions/action.ts';
import { interaction, type Interaction } from '../../shared/interactions/interaction.ts';
import type { KnownTerms } from '../../shared/privacy/find-known.ts';
import { findKnown } from '../../shared/privacy/find-known.ts';
import { findPhones } from '../../shared/privacy/find-phones.ts';
import { regionOf } from '../../shared/privacy/region-of.ts';
import { replaceSpans } from '../../shared/privacy/replace-spans.ts';
import { mapTexts, maskKnown, textsIn } from '../../shared/privacy/mask-known.ts';
import type { Session } from '../../shared/session/session.ts';

/** What a session has learned to be private, and which interactions typed it. */
export type Secrets = { known: KnownTerms; typed: ReadonlyMap<string, string> };

type Mask = (text: string, region: string | undefined) => string;
type Recorded = { session: Session; interactions: readonly Interaction[] };

/**
 * The whole session again, with everything that was learned until its end: a greeting on the first page is only known
 * to hold a name at the checkout.
 * @throws Error when something known is still there afterwards: the session may not be sealed then.
 */
export function maskRecorded<Given extends Recorded>(
  recorded: Given,
  { known, typed }: Secrets,
): Given & { interactions: Interaction[] } {
  const seen = new Map<string, string>();
  const mask = (text: string, region: string | undefined): string => {
    const key = `${region} ${text}`;
    const masked = seen.get(key) ?? maskPhones(maskKnown(text, known), region);
    seen.set(key, masked);
    return masked;
  };
  const masked = {
    ...recorded,
    session: {
      ...recorded.session,
      gaveUpReason: recorded.session.gaveUpReason && mask(recorded.session.gaveUpReason, undefined),
    },
    interactions: recorded.interactions.map((one) => maskInteraction(one, typed.get(one.id), mask)),
  };
  requireClean(textsOfRecorded(masked), known);
  return masked;
}

/** All free texts of a session, each once. */
export function textsOfRecorded(recorded: Recorded): Set<string> {
  // Of the session itself that is all that a participant writes: the task is everybody's.
  const texts = new Set([recorded.session.gaveUpReason ?? '']);
  for (const one of recorded.interactions) for (const text of textsIn(interaction, one)) texts.add(text);
  return texts;
}

/** @throws Error when one of the texts holds something known; it does not say what. */
export function requireClean(texts: Iterable<string>, known: KnownTerms): void {
  for (const text of texts) {
    if (maskKnown(text, known) === text) continue;
    const kinds = new Set(findKnown(text, known).map(({ placeholder }) => placeholder));
    throw new Error(`Something private (${[...kinds].join(', ')}) was left after masking; the session is kept back.`);
  }
}

function maskInteraction(one: Interaction, placeholder: string | undefined, mask: Mask): Interaction {
  const { locators, context } = one;
  const region = isAbsent(context) ? undefined : regionOf(context.page);
  const masked = mapTexts(interaction, one, (text) => mask(text, region));
  return {
    ...masked,
    action: placeholder === undefined ? masked.action : typedAs(masked.action, placeholder),
    // A selector that was made of something private finds nothing any more.
    locators:
      isAbsent(locators) || isAbsent(masked.locators)
        ? masked.locators
        : {
            ...masked.locators,
            candidates: masked.locators.candidates.filter(
              ({ selector }, index) => selector === locators.candidates[index]?.selector,
            ),
          },
  };
}

/** Of all the world's countries: only their plans tell a telephone number from an article's. Addresses were masked as such. */
function maskPhones(text: string, region: string | undefined): string {
  return /^https?:/.test(text) ? text : replaceSpans(text, findPhones(text, region));
}

function typedAs(action: Action, placeholder: string): Action {
  if ((action.type !== 'input' && action.type !== 'change') || action.value.shown) return action;
  return { ...action, value: { ...action.value, placeholder } };
}
