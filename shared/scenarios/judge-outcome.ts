import type { Step } from '../distil/step.ts';
import type { Interaction } from '../interactions/interaction.ts';
import { activeTime, type Pause } from '../session/active-time.ts';
import { clip } from '../session/clip.ts';
import type { Outcome } from '../session/outcome.ts';
import type { Scenario } from './scenario.ts';
import { traceCriteria, type Trace } from './trace-criteria.ts';

export type OutcomeRequest = {
  scenario: Scenario | null;
  /** In the page's order. */
  interactions: readonly Interaction[];
  /** Distilled; may be empty while shopping still goes on. */
  steps: readonly Step[];
  pauses: readonly Pause[];
  gaveUpReason: string | null;
  /** Of these interactions, where the caller has traced them already. */
  trace?: Trace;
};

/** Scrolling is how people look at a page: it is no step on the way, and no detour. */
const isCounted = ({ call }: Step): boolean => call.name !== 'task_done' && call.name !== 'browser_scroll';

/**
 * Judges from the recording alone whether the task was done. One pass, so that it can be asked after every
 * interaction. Who gave up has not completed the task, whatever is in the cart.
 */
export function judgeOutcome(request: OutcomeRequest): Outcome {
  const { scenario, interactions, pauses, gaveUpReason } = request;
  const trace = request.trace ?? traceCriteria(scenario, interactions);
  const steps = request.steps.filter(isCounted);
  const completed = scenario === null ? null : gaveUpReason === null && trace.findings.every(({ met }) => met);
  const expected = scenario?.expectedSteps.length ?? null;
  const progress =
    trace.findings.reduce((sum, finding) => sum + finding.progress, 0) / Math.max(1, trace.findings.length);
  return {
    scenarioId: scenario?.id ?? null,
    completed,
    progress: scenario === null ? null : Math.min(1, progress),
    criteria: trace.findings.map(({ criterionId, progress: share, met, explanation, metBy }) => ({
      criterionId,
      progress: share,
      met,
      explanation: clip(explanation, 300),
      metBy,
    })),
    itemsFound: trace.itemsFound,
    efficiency: expected === null ? null : completed === true ? Math.min(1, expected / Math.max(1, steps.length)) : 0,
    activeMs: activeTime(interactions, pauses),
    steps: steps.length,
    expectedSteps: expected,
    detours: steps.filter(({ label }) => label !== 'essential').length,
  };
}
