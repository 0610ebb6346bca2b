import type { Step } from '../distil/step.ts';
import type { Outcome } from '../session/outcome.ts';
import { clip } from '../session/clip.ts';
import { percent, type Measure } from './measure.ts';

/** How far along the way to an order the steps got, 0 to 1. */
function depthOf(steps: readonly Step[]): number {
  const has = (label: Step['intent']['label']): boolean =>
    steps.some((step) => step.intent.label === label && step.label === 'essential');
  if (has('order')) return 1;
  if (has('checkout')) return 0.9;
  if (has('add-to-cart')) return 0.8;
  if (has('inspect') || has('compare')) return 0.5;
  return has('search') || has('browse') || has('refine') ? 0.3 : 0;
}

/** Whether the task was done and how straight; without a task, whether the path makes sense. */
export function scoreTask(outcome: Outcome, steps: readonly Step[]): Measure {
  const counted = steps.filter(({ call }) => call.name !== 'task_done');
  const straight = counted.filter(({ label }) => label === 'essential').length / Math.max(1, counted.length);
  const useless = counted.filter(({ label }) => label === 'mistaken').length / Math.max(1, counted.length);
  if (outcome.progress === null) {
    const score = counted.length === 0 ? 0 : 0.5 * depthOf(counted) + 0.3 * straight + 0.2 * (1 - useless);
    const reasons = [`${percent(straight)} of the steps led somewhere.`];
    return {
      score,
      reasons,
      advice: score < 0.5 ? ['Look for something definite, and put it in the cart when you have found it.'] : [],
    };
  }
  const score =
    0.6 * outcome.progress +
    (outcome.completed === true ? 0.2 : 0) +
    0.1 * straight +
    0.1 * (counted.length === 0 ? 0 : 1 - useless);
  const unmet = outcome.criteria.filter(({ met }) => !met).map(({ explanation }) => clip(explanation, 300));
  const reasons =
    outcome.completed === true
      ? [`The task was done; ${percent(straight)} of the steps led to it.`]
      : ['The task was not done.', ...unmet];
  return {
    score,
    reasons: reasons.slice(0, 20),
    advice: unmet.slice(0, 3).map((missing) => clip(`For the task: ${missing}`, 300)),
  };
}
