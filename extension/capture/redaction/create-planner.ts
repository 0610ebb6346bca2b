import type { RedactionPlan } from '../../messages.ts';
import type { EverPassword } from '../fields/ever-password.ts';
import type { Indicator } from '../indicator.ts';
import type { Masker } from '../masker.ts';
import { createPrivateBoxes } from './private-boxes.ts';
import { planRedaction } from './redaction-plan.ts';

export type PlannerDeps = {
  pageId: string;
  masker: Masker;
  everPassword: EverPassword;
  indicator: Indicator;
  domEpoch: () => number;
  shadowRootOf: (element: Element) => ShadowRoot | null;
};

/** Plans what to paint over in a picture that is about to be taken, with the recorder's own sign out of it. */
export function createPlanner(deps: PlannerDeps): () => Promise<RedactionPlan> {
  const { pageId, masker, everPassword, indicator, domEpoch, shadowRootOf } = deps;
  const isOurs = (node: Node): boolean => indicator.isOurs(node);
  const privateBoxes = createPrivateBoxes({ everPassword, mode: masker.mode, isOurs, shadowRootOf });
  return async () => {
    indicator.hideForPicture();
    await twoFrames();
    return planRedaction({ pageId, masker, privateBoxes, domEpoch });
  };
}

/** Until what was last changed has been painted; a hidden page paints nothing, so at most a tenth of a second. */
function twoFrames(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, 100);
    requestAnimationFrame(() => requestAnimationFrame(() => resolve()));
  });
}
