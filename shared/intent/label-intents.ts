import type { Intent, IntentLabel } from '../interactions/intent.ts';
import type { Interaction } from '../interactions/interaction.ts';
import type { Scenario } from '../scenarios/scenario.ts';
import { traceCriteria, type Trace } from '../scenarios/trace-criteria.ts';
import { clip } from '../session/clip.ts';
import { endOf } from '../session/groups.ts';
import { isAside } from '../session/is-aside.ts';
import { limits } from '../limits.ts';
import { labelAction } from './label-action.ts';
import type { Guess } from './guess.ts';

/** A page's echoes of an action (a submission, an arrival) follow within this time. */
const ECHO_MS = 3_000;

const echoes: ReadonlySet<string> = new Set(['navigation', 'submit', 'change', 'key']);

/** What a click, a key or a text caused was meant by the same intent. */
function inherited(
  interaction: Interaction,
  before: { interaction: Interaction; guess: Guess } | undefined,
): Guess | undefined {
  if (before === undefined || !echoes.has(interaction.action.type)) return undefined;
  const { action } = interaction;
  const isOwnDoing =
    action.type === 'navigation' && ['typed', 'bookmark', 'back-forward', 'reload', 'restored'].includes(action.cause);
  const isLate = action.at - endOf(before.interaction) > ECHO_MS;
  if (isOwnDoing || isLate || before.guess.label === 'unknown') return undefined;
  return { ...before.guess, confidence: before.guess.confidence * 0.95 };
}

/** Two products opened in a row from the same list are being compared once a task or a control says so. */
function refineLabel(label: IntentLabel, scenario: Scenario | null, criterionId: string | null): IntentLabel {
  const criterion = scenario?.criteria.find(({ id }) => id === criterionId);
  const isComparison = criterion?.type === 'products-viewed' && criterion.minProducts > 1;
  return isComparison && (label === 'inspect' || label === 'browse' || label === 'navigate') ? 'compare' : label;
}

/**
 * Why each interaction was done, by fixed rules: the same recording always gets the same answer. One intent for each
 * interaction, in the same order. Confidence is low where only the kind of page speaks for a label.
 */
export function labelIntents(
  interactions: readonly Interaction[],
  scenario: Scenario | null,
  trace: Trace = traceCriteria(scenario, interactions),
): Intent[] {
  const before = new Map<number, { interaction: Interaction; guess: Guess }>();
  return interactions.map((interaction) => {
    const guess = inherited(interaction, before.get(interaction.tabId)) ?? labelAction(interaction);
    // A page may scroll, or show something, before the page that a click asked for arrives.
    if (interaction.action.type !== 'scroll' && !isAside(interaction))
      before.set(interaction.tabId, { interaction, guess });
    const criterionId = trace.advanced.get(interaction.id) ?? null;
    return {
      label: refineLabel(guess.label, scenario, criterionId),
      text: clip(guess.text, limits.maxText),
      // That a criterion of the task came nearer is evidence for the label, not proof of it.
      confidence: Math.min(0.95, guess.confidence + (criterionId === null ? 0 : 0.05)),
      source: 'rules',
      criterionId,
    };
  });
}
