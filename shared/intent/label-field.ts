import type { FieldKind, RecordedValue } from '../interactions/action.ts';
import type { Interaction } from '../interactions/interaction.ts';
import { shopWords } from '../scenarios/shop-words.ts';
import { clip } from '../session/clip.ts';
import { nameOf, valueText } from '../session/groups.ts';
import { kindOf, quoted } from './describe-place.ts';
import type { Guess } from './guess.ts';

/** What a participant tells about themselves with a field of this kind. */
const personal: Partial<Record<FieldKind, string>> = {
  email: 'an e-mail address',
  name: 'a name',
  phone: 'a phone number',
  address: 'an address',
  password: 'a password',
  'one-time-code': 'a one-time code',
  'date-of-birth': 'a date of birth',
  username: 'a user name',
};

function labelChoice(interaction: Interaction, choice: string): Guess {
  const name = nameOf(interaction);
  const kind = kindOf(interaction);
  if (shopWords.sort.test(name)) return { label: 'refine', text: `Sort the list: ${choice}.`, confidence: 0.9 };
  if (kind === 'search' || kind === 'category') {
    return { label: 'refine', text: `Narrow the list with ${quoted(interaction)}: ${choice}.`, confidence: 0.8 };
  }
  if (kind === 'product')
    return { label: 'configure', text: `Choose ${choice} for ${quoted(interaction)}.`, confidence: 0.8 };
  if (kind === 'checkout') {
    const pays = shopWords.pay.test(name);
    return { label: pays ? 'pay' : 'checkout', text: `Choose ${choice} in the checkout.`, confidence: 0.7 };
  }
  if (kind === 'cart')
    return { label: 'edit-cart', text: `Change ${quoted(interaction)} in the cart: ${choice}.`, confidence: 0.6 };
  if (shopWords.configure.test(name))
    return { label: 'configure', text: `Choose ${choice} for ${quoted(interaction)}.`, confidence: 0.6 };
  return { label: 'unknown', text: `Choose ${choice} for ${quoted(interaction)}.`, confidence: 0.3 };
}

/** What entering or choosing a value was for. */
export function labelField(interaction: Interaction, values: readonly RecordedValue[]): Guess {
  const value = values[0];
  const choice = clip(values.map((one) => `“${valueText(one)}”`).join(', ') || 'nothing', 120);
  if (value === undefined) return labelChoice(interaction, choice);
  const { fieldKind } = value;
  const said = personal[fieldKind];
  if (said !== undefined) return { label: 'identify', text: `Enter ${said}.`, confidence: 0.9 };
  const kind = kindOf(interaction);
  if (fieldKind === 'search') return { label: 'search', text: `Search for ${choice}.`, confidence: 0.95 };
  if (fieldKind === 'price-filter')
    return { label: 'refine', text: `Narrow the list by price: ${choice}.`, confidence: 0.9 };
  if (fieldKind === 'card') return { label: 'pay', text: 'Enter the details of a card.', confidence: 0.9 };
  if (fieldKind === 'quantity') {
    return kind === 'product'
      ? { label: 'configure', text: `Set the quantity to ${choice}.`, confidence: 0.85 }
      : { label: 'edit-cart', text: `Change the quantity in the cart to ${choice}.`, confidence: 0.85 };
  }
  if (interaction.action.type !== 'input') return labelChoice(interaction, choice);
  if (kind === 'checkout' || kind === 'account')
    return { label: 'identify', text: `Fill in ${quoted(interaction)}.`, confidence: 0.5 };
  return { label: 'unknown', text: `Fill in ${quoted(interaction)}.`, confidence: 0.2 };
}
