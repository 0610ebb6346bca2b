import type { Step } from '../distil/step.ts';
import type { Interaction } from '../interactions/interaction.ts';
import type { Outcome } from '../session/outcome.ts';
import { clip } from '../session/clip.ts';
import { percent, type Measure } from './measure.ts';
import type { QualityDimension, QualityReport } from './quality-report.ts';
import { depthOf } from './score-task.ts';

type Deduction = QualityReport['deductions'][number];

/** Fewer of either show no shopping, however well they were recorded. */
const FEWEST_INTERACTIONS = 5;
const FEWEST_STEPS = 3;
/** A dimension below this cannot be made up for by the others. */
const FATAL = 0.3;
/** Without a task, whoever looked at a product has got somewhere. */
const SOMEWHERE = 0.5;
/** What is left of the score of a session that reached nothing, at most. */
const NOTHING_REACHED = 0.4;
/** What is left of it when all parts of a task that counts as not done were there: it was given up at the end. */
const ALMOST_DONE = 0.9;

/** The task is not among them: what it came to is deducted by itself. */
const flaws = {
  completeness: 'What was recorded is too little',
  locators: 'The elements can hardly be found again',
  screenshots: 'The pictures show too little',
  behaviour: 'This hardly looks like somebody shopping',
} as const satisfies Record<Exclude<QualityDimension, 'task'>, string>;

const plural = (count: number, one: string): string => `${count} ${one}${count === 1 ? '' : 's'}`;

/** A session of so few interactions or steps that it shows no shopping; empty for one that is long enough. */
export function findShortness(interactions: readonly Interaction[], steps: readonly Step[]): Deduction[] {
  const deeds = steps.filter(({ call }) => call.name !== 'task_done').length;
  const factor = Math.min(1, interactions.length / FEWEST_INTERACTIONS, deeds / FEWEST_STEPS);
  if (factor === 1) return [];
  const found = `${plural(interactions.length, 'interaction')} and ${plural(deeds, 'step')}`;
  const least = `at least ${FEWEST_INTERACTIONS} interactions and ${FEWEST_STEPS} steps`;
  return [{ factor, reason: `The session is too short: ${found}, where ${least} show how somebody shops.` }];
}

function forReachingNothing(outcome: Outcome, steps: readonly Step[]): Deduction[] {
  const { completed, progress } = outcome;
  if (progress === null) {
    const reached = Math.min(1, depthOf(steps) / SOMEWHERE);
    if (reached === 1) return [];
    const factor = NOTHING_REACHED + (1 - NOTHING_REACHED) * reached;
    return [{ factor, reason: 'The session led to nothing: no product was looked at or put in the cart.' }];
  }
  if (completed === true) return [];
  const factor = NOTHING_REACHED + (ALMOST_DONE - NOTHING_REACHED) * progress;
  const credit =
    progress === 0 ? 'nothing of it was reached' : `${percent(progress)} of it was reached and is credited`;
  return [{ factor, reason: `The task was not done: ${credit}.` }];
}

function forFlaws(measures: Record<QualityDimension, Measure>): Deduction[] {
  return (Object.keys(flaws) as (keyof typeof flaws)[]).flatMap((dimension) => {
    const { score, reasons } = measures[dimension];
    if (score >= FATAL) return [];
    const why = reasons[0] === undefined ? '.' : `: ${reasons[0]}`;
    return [{ factor: 0.5 + 0.5 * (score / FATAL), reason: clip(`${flaws[dimension]}${why}`, 300) }];
  });
}

/**
 * What no other strength of a session makes up for: it is too short, it reached nothing, or one dimension is hopeless.
 * The score is multiplied by each factor (0 to 1), so that a session that shows nothing scores next to nothing.
 */
export function findDeductions(
  { interactions, steps, outcome }: { interactions: readonly Interaction[]; steps: readonly Step[]; outcome: Outcome },
  measures: Record<QualityDimension, Measure>,
): Deduction[] {
  return [...findShortness(interactions, steps), ...forReachingNothing(outcome, steps), ...forFlaws(measures)];
}
