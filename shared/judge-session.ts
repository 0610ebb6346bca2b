import { closeTrajectory } from './distil/close-trajectory.ts';
import { distil } from './distil/distil.ts';
import type { Step } from './distil/step.ts';
import { labelIntents } from './intent/label-intents.ts';
import type { Intent } from './interactions/intent.ts';
import type { Interaction } from './interactions/interaction.ts';
import type { QualityReport } from './quality/quality-report.ts';
import { scoreSession } from './quality/score-session.ts';
import { judgeOutcome } from './scenarios/judge-outcome.ts';
import type { Scenario } from './scenarios/scenario.ts';
import { traceCriteria } from './scenarios/trace-criteria.ts';
import type { Gap } from './session/gaps.ts';
import type { Outcome } from './session/outcome.ts';
import type { SessionType } from './session/session.ts';

export type JudgeRequest = {
  scenario: Scenario | null;
  /** Sorted by `byPageOrder`; their intents may still be absent. */
  interactions: readonly Interaction[];
  /** Spans in which nothing was recorded. */
  pauses: readonly Gap[];
  gaveUpReason: string | null;
  type: SessionType;
  startedAt: number;
  endedAt: number;
};

export type Judgement = {
  /** One for each interaction, in the same order. An intent that vision or narration told is kept. */
  intents: Intent[];
  /** With the closing `task_done`. */
  steps: Step[];
  outcome: Outcome;
  quality: QualityReport;
};

/**
 * Everything that is worked out about a session: why, what it comes down to, whether the task was done, and how good
 * it is. Pure: the device and the server come to the same answer from the same recording.
 */
export function judgeSession(request: JudgeRequest): Judgement {
  const { scenario, interactions, pauses, gaveUpReason, type, startedAt, endedAt } = request;
  const trace = traceCriteria(scenario, interactions);
  const byRules = labelIntents(interactions, scenario, trace);
  const intents = interactions.map(({ intent }, index) => {
    const guess = byRules[index];
    if (guess === undefined) throw new Error('labelIntents gives one intent for each interaction');
    return 'absent' in intent || intent.source === 'rules' ? guess : intent;
  });
  const told = interactions.map((interaction, index) => ({
    ...interaction,
    intent: intents[index] ?? interaction.intent,
  }));
  const path = distil(told, intents, scenario, { trace, pauses });
  const outcome = judgeOutcome({ scenario, interactions: told, steps: path, pauses, gaveUpReason, trace });
  const steps = closeTrajectory(path, outcome, told.at(-1));
  const quality = scoreSession({ session: { type, startedAt, endedAt, pauses }, interactions: told, steps, outcome });
  return { intents, steps, outcome, quality };
}
