import { isAbsent } from '../interactions/absent.ts';
import type { Interaction } from '../interactions/interaction.ts';
import { limits } from '../limits.ts';
import { clip } from '../session/clip.ts';
import { endOf } from '../session/groups.ts';
import type { Outcome } from '../session/outcome.ts';
import { observeAfter } from './observe.ts';
import type { Step } from './step.ts';

function summaryOf(outcome: Outcome): string {
  const { completed, criteria, itemsFound } = outcome;
  const found = `${itemsFound} ${itemsFound === 1 ? 'item' : 'items'}`;
  if (completed === null) return itemsFound > 0 ? `Finished shopping with ${found}.` : 'Finished looking around.';
  const telling = completed ? criteria : criteria.filter(({ met }) => !met);
  return clip(
    [completed ? 'Done.' : 'Not done.', ...telling.map(({ explanation }) => explanation)].join(' '),
    limits.maxText,
  );
}

/**
 * The steps with the closing `task_done`, without which an agent never learns to stop. Without a last interaction (an
 * empty session) there is nothing to close.
 */
export function closeTrajectory(steps: readonly Step[], outcome: Outcome, last: Interaction | undefined): Step[] {
  if (last === undefined) return [...steps];
  const { action, state } = last;
  const url =
    action.type === 'navigation'
      ? action.toUrl
      : isAbsent(state)
        ? (steps.at(-1)?.observation.url ?? '')
        : state.url.after;
  const success = outcome.completed ?? true;
  const summary = summaryOf(outcome);
  const closing: Step = {
    index: steps.length,
    interactionIds: [],
    at: endOf(last),
    call: { name: 'task_done', arguments: { success, summary } },
    label: 'essential',
    reason: success ? 'Everything that was to be done is done.' : 'The session ended before the task was done.',
    target: null,
    point: null,
    observation: observeAfter(last, url),
    intent: { label: 'unknown', text: success ? 'Say that it is done.' : 'Say that it could not be done.' },
    effect: 'The session ended.',
  };
  return [...steps, closing];
}
