import type { ActionOf } from '../interactions/action.ts';
import type { Interaction } from '../interactions/interaction.ts';
import { findPageKind } from '../scenarios/page-address.ts';
import { clip } from '../session/clip.ts';
import { findContext, nameOf } from '../session/groups.ts';
import { kindOf, quoted } from './describe-place.ts';
import type { Guess } from './guess.ts';
import { labelClick } from './label-click.ts';
import { labelField } from './label-field.ts';

function labelArrival(interaction: Interaction, { toUrl }: ActionOf<'navigation'>, host: string): Guess {
  const isRead = findContext(interaction)?.page.url === toUrl;
  const kind = isRead ? kindOf(interaction) : (findPageKind(toUrl) ?? 'other');
  if (kind === 'checkout') return { label: 'checkout', text: 'Go on in the checkout.', confidence: 0.6 };
  if (kind === 'confirmation')
    return { label: 'order', text: 'Arrive at the confirmation of the order.', confidence: 0.7 };
  if (kind === 'product') return { label: 'inspect', text: 'Look at a product.', confidence: 0.5 };
  return { label: 'navigate', text: `Arrive at ${host}.`, confidence: 0.5 };
}

function labelNavigation(interaction: Interaction, action: ActionOf<'navigation'>): Guess {
  const host = clip(URL.canParse(action.toUrl) ? new URL(action.toUrl).host : action.toUrl, 100);
  if (action.cause === 'back-forward')
    return { label: 'navigate', text: 'Go through the history to a page seen before.', confidence: 0.9 };
  if (action.cause === 'reload') return { label: 'navigate', text: 'Load the page again.', confidence: 0.9 };
  if (action.cause === 'typed' || action.cause === 'bookmark' || action.cause === 'restored')
    return { label: 'navigate', text: `Go to ${host}.`, confidence: 0.9 };
  return labelArrival(interaction, action, host);
}

function labelScroll(interaction: Interaction): Guess {
  const kind = kindOf(interaction);
  if (kind === 'product') return { label: 'inspect', text: 'Read on about the product.', confidence: 0.6 };
  if (kind === 'search' || kind === 'category')
    return { label: 'browse', text: 'Look through the list of products.', confidence: 0.7 };
  return { label: 'browse', text: 'Look around on the page.', confidence: 0.4 };
}

function labelKey(interaction: Interaction, { key }: ActionOf<'key'>): Guess {
  if (key === 'Escape') return { label: 'dismiss', text: 'Close what lies in front with Escape.', confidence: 0.7 };
  // Enter and the space bar press what has the focus.
  if ((key === 'Enter' || key === ' ') && nameOf(interaction) !== '') {
    const guess = labelClick(interaction);
    return { ...guess, confidence: guess.confidence * 0.8 };
  }
  if (key === 'Tab') return { label: 'navigate', text: 'Move to the next field.', confidence: 0.4 };
  return { label: 'unknown', text: `Press ${key}.`, confidence: 0.2 };
}

function labelSubmit(interaction: Interaction): Guess {
  const kind = kindOf(interaction);
  if (kind === 'checkout') return { label: 'checkout', text: 'Send the form of the checkout.', confidence: 0.6 };
  if (kind === 'cart') return { label: 'edit-cart', text: 'Send the changes to the cart.', confidence: 0.4 };
  if (kind === 'account') return { label: 'identify', text: 'Send the details of the account.', confidence: 0.6 };
  return { label: 'unknown', text: 'Send a form.', confidence: 0.2 };
}

type Rare = ActionOf<'hover' | 'copy' | 'paste' | 'drag' | 'dialog' | 'tab'>;

function labelRare(interaction: Interaction, action: Rare): Guess {
  if (action.type === 'tab') return { label: 'navigate', text: tabTexts[action.change], confidence: 0.6 };
  if (action.type === 'dialog') {
    return action.change === 'opened'
      ? { label: 'browse', text: 'See what came up over the page.', confidence: 0.3 }
      : { label: 'dismiss', text: 'Have what lay in front go away.', confidence: 0.3 };
  }
  const guesses = {
    hover: { label: 'inspect', text: `Look at ${quoted(interaction)} closely.`, confidence: 0.3 },
    copy: { label: 'inspect', text: 'Copy something from the page.', confidence: 0.4 },
    paste: { label: 'unknown', text: 'Paste what was copied before.', confidence: 0.3 },
    drag: { label: 'unknown', text: `Drag ${quoted(interaction)}.`, confidence: 0.2 },
  } as const satisfies Record<Exclude<Rare['type'], 'tab' | 'dialog'>, Guess>;
  return guesses[action.type];
}

const tabTexts = {
  opened: 'Open another tab.',
  activated: 'Go to another tab.',
  closed: 'Close a tab.',
  focused: 'Go to another window.',
} as const satisfies Record<ActionOf<'tab'>['change'], string>;

/** What an interaction by itself was most likely for. */
export function labelAction(interaction: Interaction): Guess {
  const { action } = interaction;
  let guess: Guess;
  switch (action.type) {
    case 'click':
      guess = labelClick(interaction);
      break;
    case 'input':
    case 'change':
      guess = labelField(interaction, [action.value]);
      break;
    case 'select':
      guess = labelField(interaction, action.values);
      break;
    case 'submit':
      guess = labelSubmit(interaction);
      break;
    case 'key':
      guess = labelKey(interaction, action);
      break;
    case 'scroll':
      guess = labelScroll(interaction);
      break;
    case 'navigation':
      guess = labelNavigation(interaction, action);
      break;
    case 'hover':
    case 'copy':
    case 'paste':
    case 'drag':
    case 'dialog':
    case 'tab':
      guess = labelRare(interaction, action);
      break;
  }
  return guess;
}
