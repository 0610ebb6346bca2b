import type { Step } from '../distil/step.ts';
import type { Interaction } from '../interactions/interaction.ts';
import { ACCEPTED_QUALITY, REJECTED_QUALITY } from '../limits.ts';
import type { Outcome } from '../session/outcome.ts';
import type { QualityDimension, QualityReport } from './quality-report.ts';
import type { Measure } from './measure.ts';
import { findDeductions, findShortness } from './find-deductions.ts';
import { scoreBehaviour, type SessionFacts } from './score-behaviour.ts';
import { scoreCompleteness } from './score-completeness.ts';
import { scoreLocators } from './score-locators.ts';
import { scoreScreenshots } from './score-screenshots.ts';
import { scoreTask } from './score-task.ts';

/**
 * What a session is good for depends first on whether it shows somebody reaching something (task, behaviour): raw
 * human paths were found nearly worthless beside clean ones. What cannot be found again or was not recorded cannot be
 * learned from (locators, completeness). Pictures weigh least: text alone makes an example, a picture alone does not.
 */
const weights = {
  completeness: 0.2,
  locators: 0.2,
  screenshots: 0.15,
  behaviour: 0.2,
  task: 0.25,
} as const satisfies Record<QualityDimension, number>;

export type QualityRequest = {
  session: SessionFacts;
  /** In the page's order, with their intents. */
  interactions: readonly Interaction[];
  steps: readonly Step[];
  outcome: Outcome;
};

const round = (score: number): number => Math.min(1, Math.max(0, Number(score.toFixed(6))));

/** How good a session is as training data, with the reasons. The same recording always gets the same report. */
export function scoreSession({ session, interactions, steps, outcome }: QualityRequest): QualityReport {
  const measures: Record<QualityDimension, Measure> = {
    completeness: scoreCompleteness(interactions, session),
    locators: scoreLocators(interactions),
    screenshots: scoreScreenshots(interactions),
    behaviour:
      interactions.length === 0
        ? { score: 0, reasons: ['Nothing was done.'], advice: [] }
        : scoreBehaviour(interactions, session),
    task: scoreTask(outcome, steps),
  };
  const names = Object.keys(weights) as QualityDimension[];
  const mean = names.reduce((sum, name) => sum + weights[name] * measures[name].score, 0);
  const deductions = findDeductions({ interactions, steps, outcome }, measures);
  const overall = round(deductions.reduce((score, { factor }) => score * factor, mean));
  // However well it is recorded: nobody shall learn from a session that something is wrong with.
  const accepted = overall >= ACCEPTED_QUALITY && deductions.length === 0;
  // The dimension with the most to gain speaks first.
  const byGain = [...names].sort((a, b) => weights[b] * (1 - measures[b].score) - weights[a] * (1 - measures[a].score));
  const advice = byGain.flatMap((name) => measures[name].advice);
  if (findShortness(interactions, steps).length > 0)
    advice.unshift('Go on a little longer: so few steps show too little of how you shop.');
  return {
    version: 1,
    overall,
    verdict: accepted ? 'accepted' : overall < REJECTED_QUALITY || interactions.length === 0 ? 'rejected' : 'review',
    dimensions: names.map((dimension) => ({
      dimension,
      score: round(measures[dimension].score),
      weight: weights[dimension],
      reasons: measures[dimension].reasons.slice(0, 20),
    })),
    deductions: deductions.map(({ factor, reason }) => ({ factor: round(factor), reason })),
    advice: advice.slice(0, 10),
  };
}
