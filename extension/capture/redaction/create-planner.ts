import type { RedactionPlan } from '../../messages.ts';
import type { FrameText } from '../../../shared/frames/frame-text.ts';
import type { EverPassword } from '../fields/ever-password.ts';
import type { Looks } from '../gestures.ts';
import type { Indicator } from '../indicator.ts';
import { plainDocument } from '../dom/unclobbered.ts';
import { idleMoment, inIdleSlices } from '../idle-slices.ts';
import type { KnownValues } from '../known-values.ts';
import type { Masker } from '../masker.ts';
import { createPrivateIndex } from './private-index.ts';
import { planRedaction } from './redaction-plan.ts';
import { rememberedSpans } from './text-run.ts';

export type PlannerDeps = {
  pageId: string;
  masker: Masker;
  everPassword: EverPassword;
  indicator: Indicator;
  looks: () => Looks;
  /** Counts everything after which something may lie elsewhere, or say something else. */
  domEpoch: () => number;
  shadowRootOf: (element: Element) => ShadowRoot | null;
  /** Whether mutations in a shadow root are heard of. */
  isWatched: (root: ShadowRoot) => boolean;
  known: Pick<KnownValues, 'terms' | 'onChange'>;
};

export type Planner = {
  /**
   * What to paint over in a picture taken right after this resolves. Rejects when the page changes too fast to say.
   * Texts that were told under the number `knownTexts` are not told again.
   */
  plan(knownTexts: number | null): Promise<RedactionPlan>;
  /** Nodes were changed, or something in them; undefined when any may have been. */
  touched(nodes: readonly Node[] | undefined): void;
};

/** A picture is wanted soon: a busy page is looked through a slice at a time even so. */
const PATIENCE_MS = 20;
const unstoppable = { patienceMs: PATIENCE_MS, stopped: (): boolean => false };
/** The plans before and after a picture lie no further apart. */
const SAME_MS = 1_500;
const TRIES = 3;
/** Nobody waits for an answer any longer. */
const GIVE_UP_MS = 2_500;
/** What the page may be kept waiting to look at what it changed in the last moment. */
const BUDGET_MS = 4;

/** Plans what to paint over in a picture that is about to be taken, with the recorder's own sign out of it. */
export function createPlanner(deps: PlannerDeps): Planner {
  const { pageId, masker, everPassword, indicator, looks, domEpoch, shadowRootOf, isWatched, known } = deps;
  const isOurs = (node: Node): boolean => indicator.isOurs(node);
  const { find: findSpans, forget } = rememberedSpans(known.terms);
  const index = createPrivateIndex({ everPassword, mode: masker.mode, isOurs, shadowRootOf, isWatched, findSpans });
  known.onChange(() => {
    forget();
    index.forget();
    shown = undefined;
  });
  let shown: ShownTexts | undefined;
  let number = 0;
  const readTexts = async (): Promise<ShownTexts> => {
    const { scale, offsetLeft, offsetTop } = window.visualViewport ?? { scale: 1, offsetLeft: 0, offsetTop: 0 };
    const moment = [masker.mode(), domEpoch(), innerWidth, innerHeight, scale, offsetLeft, offsetTop].join(' ');
    const atMs = performance.now();
    // What is animated lies elsewhere without anything having changed.
    const isSame =
      shown?.moment === moment && atMs - shown.atMs < SAME_MS && plainDocument().getAnimations().length === 0;
    if (shown !== undefined && isSame) return shown;
    const texts = await inIdleSlices(index.texts(), unstoppable);
    shown = { moment, atMs, texts, number: number++ };
    return shown;
  };
  const attempt = async (knownTexts: number | null): Promise<RedactionPlan> => {
    const endMs = performance.now() + GIVE_UP_MS;
    for (let tries = 0; tries < TRIES && performance.now() < endMs; tries++) {
      await inIdleSlices(until(endMs, index.update()), unstoppable);
      const { texts, number: textsNumber } = await readTexts();
      indicator.hideForPicture();
      // What was changed before the picture has to be in it; what comes after it has not.
      if (knownTexts === null) await twoFrames();
      // Measuring and putting into words takes a few milliseconds too.
      await idleMoment(PATIENCE_MS);
      const told = { texts: textsNumber === knownTexts ? null : texts, textsNumber };
      if (index.catchUp(BUDGET_MS)) return planRedaction({ pageId, masker, privateBoxes: index.boxes, ...told, looks });
    }
    // Never in one go, however long that takes: the participant would notice. One picture less is the lesser harm.
    throw new Error('the page kept moving');
  };
  // One at a time: two would look through the same changes, and each would miss what the other has taken.
  let last: Promise<unknown> = Promise.resolve();
  return {
    plan(knownTexts) {
      const next = last.then(() => attempt(knownTexts));
      last = next.catch(() => undefined);
      return next;
    },
    touched: index.touched,
  };
}

/** Texts of one moment, under a number of their own. */
type ShownTexts = { moment: string; atMs: number; number: number; texts: FrameText[] };

/** Breaks steps off when their time is over. */
function* until(endMs: number, steps: Generator<void, void>): Generator<void, void> {
  for (let step = steps.next(); step.done !== true && performance.now() < endMs; step = steps.next()) yield;
}

/** Until what was last changed has been painted; a hidden page paints nothing, so at most a tenth of a second. */
function twoFrames(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, 100);
    requestAnimationFrame(() => requestAnimationFrame(() => resolve()));
  });
}
