import { isAbsent } from '../interactions/absent.ts';
import type { Interaction } from '../interactions/interaction.ts';
import { isAside } from '../session/is-aside.ts';
import { percent, weightedMean, type Measure } from './measure.ts';

/** Browsers allow about two pictures a second: scrolling and keys are often left without, and matter less. */
function weightOf(interaction: Interaction): number {
  const { type } = interaction.action;
  return type === 'scroll' || type === 'key' || isAside(interaction) ? 0.3 : 1;
}

/** A picture of two seconds ago is as good as new; then it loses half its worth every ten seconds. */
const freshness = (stalenessMs: number): number => 0.5 ** (Math.max(0, stalenessMs - 2_000) / 10_000);

/** A picture of so long ago is worth half of a new one. */
const OLD_MS = 12_000;

function beforeScore({ before }: Interaction['screenshots']): number {
  if (isAbsent(before) || before.blank) return 0;
  // A page that changed since looks different from what the participant acted on.
  return freshness(before.stalenessMs) * (before.domChanged ? 0.7 : 1);
}

/** The before-picture is what an agent learns from; a navigation begins with its new page and has hardly any before. */
const beforeShare = ({ action }: Interaction): number => (action.type === 'navigation' ? 0.1 : 0.6);

/** Whether there is a picture before and after each interaction, and something to see on it (R4.3). */
export function scoreScreenshots(all: readonly Interaction[]): Measure {
  // What happens to a tab itself shows nothing.
  const interactions = all.filter(({ action }) => action.type !== 'tab');
  const score = weightedMean(
    interactions.map((interaction) => {
      const { after } = interaction.screenshots;
      const afterScore = isAbsent(after) || after.blank ? 0 : 1;
      const share = beforeShare(interaction);
      const value = share * beforeScore(interaction.screenshots) + (1 - share) * afterScore;
      return { value, weight: weightOf(interaction) };
    }),
    0,
  );
  const deeds = interactions.filter(({ action }) => action.type !== 'navigation');
  const count = Math.max(1, deeds.length);
  const missing = deeds.filter(({ screenshots }) => isAbsent(screenshots.before)).length;
  const frames = interactions
    .flatMap(({ screenshots: { before, after } }) => [before, after])
    .flatMap((frame) => (isAbsent(frame) ? [] : frame));
  const blank = frames.filter((frame) => frame.blank).length;
  const befores = deeds.flatMap(({ screenshots: { before } }) => (isAbsent(before) ? [] : before));
  const outdated = befores.filter(({ domChanged }) => domChanged).length;
  const old = befores.filter(({ stalenessMs, domChanged }) => stalenessMs > OLD_MS && !domChanged).length;
  const reasons = [
    ...(missing > 0 ? [`${percent(missing / count)} of the interactions have no picture from before them.`] : []),
    ...(blank > 0 ? [`${percent(blank / frames.length)} of the pictures show nothing.`] : []),
    ...(outdated > 0
      ? [`For ${percent(outdated / count)} of the interactions the page had changed since its picture.`]
      : []),
    ...(old > 0 ? [`${percent(old / count)} of the interactions have a picture from long before them.`] : []),
  ];
  const advice = [
    ...(missing / count > 0.3
      ? ['Take a short break between two clicks: the browser allows about two pictures a second.']
      : []),
    ...(blank > 0 ? ['Wait until a page shows its content before you click.'] : []),
  ];
  return { score, reasons: reasons.length > 0 ? reasons : ['There are clear pictures of every interaction.'], advice };
}
