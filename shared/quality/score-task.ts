import type { Step } from '../distil/step.ts';
import type { Outcome } from '../session/outcome.ts';
import { clip } from '../session/clip.ts';
import { percent, type Measure } from './measure.ts';

/** How far along the way to an order the steps got, 0 to 1. */
export function depthOf(steps: readonly Step[]): number {
  const has = (label: Step['intent']['label']): boolean =>
    steps.some((step) => step.intent.label === label && step.label === 'essential');
  if (has('order')) return 1;
  if (has('checkout')) return 0.9;
  if (has('add-to-cart')) return 0.8;
  if (has('inspect') || has('compare')) return 0.5;
  return has('search') || has('browse') || has('refine') ? 0.2 : 0;
}

/**
 * Whether the task was done; without a task, how far the shopping got and how much of it was of use. Detours do not
 * count against a task that was done: distillation keeps them out of what is learned.
 */
export function scoreTask(outcome: Outcome, steps: readonly Step[]): Measure {
  const counted = steps.filter(({ call }) => call.name !== 'task_done');
  const shareOf = (label: Step['label']): number =>
    counted.filter((step) => step.label === label).length / Math.max(1, counted.length);
  const straight = `${percent(shareOf('essential'))} of the steps led to something.`;
  if (outcome.progress === null) {
    // Steps that did nothing wrong are worth something only where they led somewhere.
    const score = depthOf(counted) * (0.7 + 0.3 * (1 - shareOf('mistaken')));
    const advice = score < 0.6 ? ['Look for something definite, and put it in the cart when you have found it.'] : [];
    return { score, reasons: [straight], advice };
  }
  const isDone = outcome.completed === true;
  const unmet = outcome.criteria.filter(({ met }) => !met).map(({ explanation }) => clip(explanation, 280));
  return {
    score: 0.75 * outcome.progress + (isDone ? 0.25 : 0),
    reasons: isDone ? ['The task was done.', straight] : ['The task was not done.', ...unmet].slice(0, 20),
    advice: unmet.slice(0, 3).map((missing) => `For the task: ${missing}`),
  };
}
