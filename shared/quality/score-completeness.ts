import { isAbsent } from '../interactions/absent.ts';
import type { Interaction } from '../interactions/interaction.ts';
import { isAside } from '../session/is-aside.ts';
import { clip } from '../session/clip.ts';
import { describeGap, lengthOf, shareUnseen, type Gap } from '../session/gaps.ts';
import { percent, weightedMean, type Measure } from './measure.ts';

const groupNames = {
  locators: 'how to find the element',
  context: 'the page around it',
  screenshots: 'the pictures',
  state: 'what changed',
  intent: 'why it was done',
} as const;
type GroupName = keyof typeof groupNames;

/** Scrolling a page and navigating have no element, and keys often none: there, its absence says little. */
const withoutElement: ReadonlySet<string> = new Set(['navigation', 'scroll', 'key', 'dialog']);
const LITTLE = 0.1;

/** Each group with how much of it is there, 0 to 1, and how much it matters. Action is always there: it is counted so. */
function groupsOf(interaction: Interaction): { name: GroupName; value: number; weight: number; why: string | null }[] {
  const { locators, context, screenshots, state, intent, action } = interaction;
  // A navigation begins with its new page: there is no picture of that from before.
  const pictures = action.type === 'navigation' ? [screenshots.after] : [screenshots.before, screenshots.after];
  const lackingPicture = pictures.find((picture) => isAbsent(picture));
  return [
    {
      name: 'locators',
      value: isAbsent(locators) ? 0 : 1,
      weight: withoutElement.has(action.type) ? LITTLE : 1,
      why: isAbsent(locators) ? locators.absent : null,
    },
    { name: 'context', value: isAbsent(context) ? 0 : 1, weight: 1, why: isAbsent(context) ? context.absent : null },
    {
      name: 'screenshots',
      value: pictures.filter((picture) => !isAbsent(picture)).length / pictures.length,
      weight: action.type === 'scroll' || action.type === 'key' || isAside(interaction) ? 0.5 : 1,
      why: lackingPicture !== undefined && isAbsent(lackingPicture) ? lackingPicture.absent : null,
    },
    { name: 'state', value: isAbsent(state) ? 0 : 1, weight: 1, why: isAbsent(state) ? state.absent : null },
    // A label that says nothing is worth half of one.
    {
      name: 'intent',
      value: isAbsent(intent) ? 0 : intent.label === 'unknown' ? 0.5 : 1,
      weight: 1,
      why: isAbsent(intent) ? intent.absent : null,
    },
  ];
}

function reasonsFor(groups: readonly ReturnType<typeof groupsOf>[number][]): string[] {
  return (Object.keys(groupNames) as GroupName[]).flatMap((name) => {
    const own = groups.filter((group) => group.name === name && group.weight >= 0.5);
    const lacking = own.filter(({ why }) => why !== null);
    if (lacking.length === 0) return [];
    const counts = new Map<string, number>();
    for (const { why } of lacking) if (why !== null) counts.set(why, (counts.get(why) ?? 0) + 1);
    const [most] = [...counts].sort((a, b) => b[1] - a[1]);
    const share = percent(lacking.length / own.length);
    return [
      clip(
        `${share} of the interactions lack ${groupNames[name]}${most === undefined ? '' : `, mostly because: ${most[0]}`}.`,
        300,
      ),
    ];
  });
}

/** What participants and their rules want needs no reason here; what nobody wanted does. */
const told: ReadonlySet<Gap['reason']> = new Set(['browser-stopped', 'recorder-missing', 'storage-full']);
const MAX_TOLD = 5;

function gapReasons({ pauses, endedAt }: Recorded): string[] {
  return pauses
    .flatMap((gap) => {
      const { reason } = gap;
      return reason === undefined || !told.has(reason) ? [] : [{ reason, ms: lengthOf(gap, endedAt) }];
    })
    .slice(0, MAX_TOLD)
    .map((gap) => `${describeGap(gap)}.`);
}

type Recorded = { pauses: readonly Gap[]; startedAt: number; endedAt: number };

/**
 * Whether all six groups of every interaction were recorded (R4.1), and all of the session: where shopping may have gone
 * on unseen, as much is missing as that takes of its time.
 */
export function scoreCompleteness(interactions: readonly Interaction[], session: Recorded): Measure {
  // A tab is opened and closed by the browser: there is no page around it.
  const inPages = interactions.filter(({ action }) => action.type !== 'tab');
  const groups = inPages.flatMap(groupsOf);
  const action = { value: 1, weight: inPages.length };
  const ofSeen = weightedMean([action, ...groups], 0);
  const score = ofSeen * (1 - shareUnseen(session.pauses, session));
  const reasons = [...gapReasons(session), ...reasonsFor(groups)];
  const advice = ofSeen < 0.8 ? ['Let each page finish loading before you go on: then there is more to record.'] : [];
  return { score, reasons: reasons.length > 0 ? reasons : ['Everything was recorded.'], advice };
}
