import type { Scenario } from '../scenarios/scenario.ts';
import type { Trace } from '../scenarios/trace-criteria.ts';
import { clip } from '../session/clip.ts';
import type { Draft } from './draft.ts';
import { labelAsides } from './label-asides.ts';
import { labelDialogs } from './label-dialogs.ts';
import { labelEffects } from './label-effects.ts';
import { labelLoops } from './label-loops.ts';
import { labelScrolls } from './label-scrolls.ts';
import { labelSuperseded } from './label-superseded.ts';
import { findLasting, type Lasting } from './lasting.ts';
import type { Step } from './step.ts';

export type Verdict = Pick<Step, 'label' | 'reason'>;

/** Labels as they are given out: the first reason found for a step stays; steps that left a mark keep theirs. */
export type Labels = {
  readonly lasting: Lasting;
  has(index: number): boolean;
  /** Returns false when the step had a label or left a mark. */
  give(index: number, label: Step['label'], reason: string): boolean;
};

function labelUndoneCart(drafts: readonly Draft[], labels: Labels): void {
  for (const { added, shown } of labels.lasting.missed) {
    // What took it out may have been done in a gap, and was meant then.
    if (drafts.slice(added + 1, shown + 1).some(({ gap }) => gap !== undefined)) continue;
    labels.give(added, 'mistaken', `What this put in the cart was no longer there in step ${shown + 1}.`);
  }
  for (const { added, removed } of labels.lasting.undone) {
    if (drafts[added] === undefined || drafts[removed] === undefined) continue;
    labels.give(added, 'mistaken', `What this put in the cart was taken out again in step ${removed + 1}.`);
    if (added !== removed) labels.give(removed, 'redundant', `This only takes back step ${added + 1}.`);
    const between = Array.from({ length: Math.max(0, removed - added - 1) }, (_, offset) => added + 1 + offset);
    // Where something else was achieved in between, the way to it was needed all the same.
    if (between.some((index) => labels.lasting.marks.has(index))) continue;
    for (const index of between)
      labels.give(index, 'exploratory', `Led only to taking out again what step ${added + 1} had put in.`);
  }
}

/** The step with which everything that the task asks for was done; undefined while something is missing. */
function findEnd(trace: Trace, stepOf: ReadonlyMap<string, number>): number | undefined {
  const isDone = trace.findings.length > 0 && trace.findings.every(({ met }) => met);
  const ends = trace.findings.flatMap(({ metBy }) => (metBy === null ? [] : (stepOf.get(metBy) ?? [])));
  return isDone && ends.length > 0 ? Math.max(...ends) : undefined;
}

function whyEssential(draft: Draft, scenario: Scenario | null): string {
  const id = draft.intent.criterionId;
  const criterion = scenario?.criteria.find((one) => one.id === id);
  if (criterion !== undefined) return clip(`Brings the task forward: ${criterion.description}.`, 300);
  return 'On the way to what was done.';
}

/**
 * Tells the steps that led to the result from those that did not. A step is `mistaken` when it was taken back or did
 * nothing, `redundant` when it only takes something back or repeats it, `exploratory` when it looked at something
 * that was not used, and `essential` otherwise.
 */
export function labelSteps(drafts: readonly Draft[], trace: Trace, scenario: Scenario | null): Verdict[] {
  const found = findLasting(drafts, trace, scenario);
  const end = findEnd(trace, found.stepOf) ?? drafts.length;
  // What was done after the task is no part of it, even if it lasts.
  const lasting = { ...found, marks: new Set([...found.marks].filter((index) => index <= end)) };
  const given = new Map<number, Verdict>();
  const labels: Labels = {
    lasting,
    has: (index) => given.has(index),
    give(index, label, reason) {
      if (given.has(index) || lasting.marks.has(index)) return false;
      given.set(index, { label, reason });
      return true;
    },
  };
  labelUndoneCart(drafts, labels);
  for (let index = end + 1; index < drafts.length; index++)
    labels.give(index, 'redundant', 'The task was already done.');
  labelAsides(drafts, labels);
  labelEffects(drafts, labels);
  labelSuperseded(drafts, labels);
  labelDialogs(drafts, labels);
  labelLoops(drafts, labels);
  labelScrolls(drafts, labels);
  return drafts.map(
    (draft, index) => given.get(index) ?? { label: 'essential', reason: whyEssential(draft, scenario) },
  );
}
