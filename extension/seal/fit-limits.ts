import type { Interaction } from '../../shared/interactions/interaction.ts';
import { limits } from '../../shared/limits.ts';

export type SizeLimits = Record<'maxInteractions' | 'maxLineBytes' | 'maxEntryBytes', number>;

/** Judging adds an intent to each line. */
const ROOM_FOR_INTENT = 4_096;
/** The files of steps and examples repeat parts of the contexts, and all files together have a limit too. */
const SHARE_OF_ENTRY = 0.75;
/** They become one step of the clean path, and a step stands for 5,000 interactions at most. */
const MAX_OWN_NAVIGATIONS = 4_000;

/**
 * The interactions that one archive can hold, in order. A page that changes its address all the time is the first to
 * lose interactions, then the session's end; where there is too much text, the largest page contexts give way. Without
 * this a session that is too long could never be sealed at all.
 */
export function fitLimits(
  interactions: readonly Interaction[],
  { maxInteractions, maxLineBytes, maxEntryBytes }: SizeLimits = limits,
): Interaction[] {
  const kept = withoutOwnNavigations(interactions, maxInteractions).slice(0, maxInteractions);
  const sizes = kept.map((one) => utf8Bytes(JSON.stringify(one)) + ROOM_FOR_INTENT);
  let total = sizes.reduce((sum, size) => sum + size, 0);
  const largestFirst = [...kept.keys()].toSorted((a, b) => (sizes[b] ?? 0) - (sizes[a] ?? 0));
  for (const index of largestFirst) {
    const [one, size = 0] = [kept[index], sizes[index]];
    if (!one || (size <= maxLineBytes && total <= maxEntryBytes * SHARE_OF_ENTRY)) break;
    kept[index] = { ...one, context: { absent: 'left out: the session has more text than an archive holds' } };
    total -= size - utf8Bytes(JSON.stringify(kept[index])) - ROOM_FOR_INTENT;
  }
  return kept;
}

/** As many lines as fit into one file, from the first on. */
export function fitLines(lines: readonly string[], maxBytes: number = limits.maxEntryBytes): string[] {
  let total = 0;
  const end = lines.findIndex((line) => (total += utf8Bytes(line)) > maxBytes);
  return end === -1 ? [...lines] : lines.slice(0, end);
}

/** Changes of address that nobody asked for are left out, the latest first, until few enough remain of them and of all. */
function withoutOwnNavigations(interactions: readonly Interaction[], maxInteractions: number): Interaction[] {
  const own = interactions.filter(isOwnNavigation).length;
  let excess = Math.max(interactions.length - maxInteractions, own - MAX_OWN_NAVIGATIONS);
  return interactions
    .toReversed()
    .filter((one) => !(isOwnNavigation(one) && excess-- > 0))
    .toReversed();
}

function isOwnNavigation({ action }: Interaction): boolean {
  return action.type === 'navigation' && action.scope === 'same-document' && action.cause === 'script';
}

const encoder = new TextEncoder();
const utf8Bytes = (text: string): number => encoder.encode(text).byteLength;
