import type { Intent } from '../interactions/intent.ts';
import type { Interaction } from '../interactions/interaction.ts';
import type { Scenario } from '../scenarios/scenario.ts';
import { traceCriteria, type Trace } from '../scenarios/trace-criteria.ts';
import { gapsBefore, lengthOf, type Gap } from '../session/gaps.ts';
import { describeEffect } from './describe-effect.ts';
import { draftSteps } from './draft.ts';
import { groupInteractions } from './group-interactions.ts';
import { labelSteps } from './label-steps.ts';
import { observeBefore } from './observe.ts';
import type { Step } from './step.ts';
import { toldDialogs } from './told-dialogs.ts';

/**
 * The path that was meant, out of the path that was taken: keystrokes, echoes and arrivals joined to deeds, each with
 * its label and the reason for it. Nothing is left out: every interaction is in exactly one step. `interactions` are in
 * the page's order, with one intent each. No step goes on over a gap in the recording, and the one after it says so.
 */
export function distil(
  interactions: readonly Interaction[],
  intents: readonly Intent[],
  scenario: Scenario | null,
  { trace = traceCriteria(scenario, interactions), pauses = [] }: { trace?: Trace; pauses?: readonly Gap[] } = {},
): Step[] {
  const gaps = gapsBefore(interactions, pauses);
  const drafts = draftSteps(groupInteractions(interactions, gaps), interactions, intents, gaps);
  const dialogs = toldDialogs(drafts);
  const verdicts = labelSteps(drafts, trace, scenario);
  return drafts.map((draft, index) => {
    const { group, first, call, target, intent, urls, gap } = draft;
    const { action } = group.lead;
    return {
      index,
      interactionIds: group.members.map(({ id }) => id),
      at: first.action.at,
      call,
      label: verdicts[index]?.label ?? 'essential',
      reason: verdicts[index]?.reason ?? '',
      target,
      point: action.type === 'click' ? action.point : null,
      observation: observeBefore(first, urls.before),
      intent: { label: intent.label, text: intent.text },
      effect: describeEffect(draft, dialogs[index] ?? []),
      ...(gap === undefined
        ? {}
        : { unrecorded: { ms: lengthOf(gap, first.action.at), reason: gap.reason ?? 'participant' } }),
    };
  });
}
