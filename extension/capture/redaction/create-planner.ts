import type { RedactionPlan } from '../../messages.ts';
import type { EverPassword } from '../fields/ever-password.ts';
import type { Looks } from '../gestures.ts';
import type { Indicator } from '../indicator.ts';
import { inIdleSlices } from '../idle-slices.ts';
import type { Masker } from '../masker.ts';
import { createPrivateBoxes } from './private-boxes.ts';
import { planRedaction } from './redaction-plan.ts';

export type PlannerDeps = {
  pageId: string;
  masker: Masker;
  everPassword: EverPassword;
  indicator: Indicator;
  domEpoch: () => number;
  looks: () => Looks;
  shadowRootOf: (element: Element) => ShadowRoot | null;
};

/** A picture is wanted soon: a busy page is looked through a slice at a time even so. */
const PATIENCE_MS = 20;
const TRIES = 3;

/** Plans what to paint over in a picture that is about to be taken, with the recorder's own sign out of it. */
export function createPlanner(deps: PlannerDeps): () => Promise<RedactionPlan> {
  const { pageId, masker, everPassword, indicator, domEpoch, looks, shadowRootOf } = deps;
  const isOurs = (node: Node): boolean => indicator.isOurs(node);
  const look = createPrivateBoxes({ everPassword, mode: masker.mode, isOurs, shadowRootOf });
  const moment = (): string => `${masker.mode()} ${domEpoch()}`;
  return async () => {
    for (let tries = 0; tries < TRIES; tries++) {
      const lookedAt = moment();
      const measure = await inIdleSlices(look(), { patienceMs: PATIENCE_MS, stopped: () => false });
      if (lookedAt !== moment()) continue;
      indicator.hideForPicture();
      await twoFrames();
      if (lookedAt === moment()) return planRedaction({ pageId, masker, privateBoxes: measure, looks });
    }
    // A page that never rests is looked through in one go: then nothing can have come in between.
    indicator.hideForPicture();
    await twoFrames();
    return planRedaction({ pageId, masker, privateBoxes: atOnce(look()), looks });
  };
}

function atOnce<Result>(steps: Generator<void, Result>): Result {
  let step = steps.next();
  while (step.done !== true) step = steps.next();
  return step.value;
}

/** Until what was last changed has been painted; a hidden page paints nothing, so at most a tenth of a second. */
function twoFrames(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, 100);
    requestAnimationFrame(() => requestAnimationFrame(() => resolve()));
  });
}
