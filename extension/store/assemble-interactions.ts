import { isAbsent, type Absent } from '../../shared/interactions/absent.ts';
import type { Action } from '../../shared/interactions/action.ts';
import { byPageOrder, type Interaction } from '../../shared/interactions/interaction.ts';
import { withRecord } from '../../shared/locate/retest.ts';
import type { Frame, Screenshots } from '../../shared/interactions/screenshots.ts';
import type { CommitRow, FrameRow, InteractionRow } from './database.ts';

/** An older picture says too little about the page that was acted on. */
const MAX_BEFORE_AGE_MS = 120_000;
/** A picture that was taken later shows too much else. */
const MAX_AFTER_DELAY_MS = 5_000;
const MAX_BURST = 10;
/** A document begins when it is asked for, and is committed when the server has answered. */
const MAX_COMMIT_DELAY_MS = 30_000;
/** The page's clock and the browser's differ by a little. */
const CLOCK_SLACK_MS = 50;

/**
 * Joins rows into interactions, in the page's order, each with the pictures that its tab's frames give it: *before* is
 * the last picture taken before the action, *after* the first one taken after it. `intent` is absent until judged. Where the browser told why a document was
 * loaded, that is its navigation's cause: a page only knows what led to it from its referrer.
 */
export function assembleInteractions(
  rows: readonly InteractionRow[],
  frames: readonly FrameRow[],
  commits: readonly CommitRow[] = [],
): Interaction[] {
  const framesOfTab = Map.groupBy(
    frames.toSorted((a, b) => a.at - b.at),
    ({ tabId }) => tabId,
  );
  return rows
    .map((row): Interaction => {
      const { id, sessionId, pageId, sequence, action, locators, context } = row.captured;
      return {
        id,
        sessionId,
        pageId,
        sequence,
        tabId: row.tabId,
        frameId: row.frameId,
        action: withCause(
          action,
          commits.filter(({ tabId }) => tabId === row.tabId),
        ),
        locators: isAbsent(locators)
          ? locators
          : { ...locators, candidates: withRecord(locators.candidates, row.retests ?? []) },
        context,
        screenshots: picturesOf(row, framesOfTab.get(row.tabId) ?? []),
        state: row.settled ?? {
          absent: action.type === 'tab' ? 'a tab has no state' : 'the page was left before it had settled',
        },
        intent: { absent: 'not judged yet' },
      };
    })
    .toSorted(byPageOrder);
}

function withCause(action: Action, commits: readonly CommitRow[]): Action {
  if (action.type !== 'navigation' || action.scope !== 'document' || action.cause === 'restored') return action;
  const delays = commits
    .filter(({ url, cause }) => url === action.toUrl && cause !== 'unknown')
    .map(({ at, cause }) => ({ cause, delayMs: at - action.at }))
    .filter(({ delayMs }) => delayMs >= -CLOCK_SLACK_MS && delayMs <= MAX_COMMIT_DELAY_MS);
  const nearest = delays.toSorted((a, b) => a.delayMs - b.delayMs)[0];
  return nearest === undefined ? action : { ...action, cause: nearest.cause };
}

function picturesOf(row: InteractionRow, frames: readonly FrameRow[]): Screenshots {
  const { action } = row.captured;
  if (action.type === 'tab') {
    const absent = { absent: 'what happens to a tab itself shows nothing' };
    return { before: absent, after: absent, burst: [] };
  }
  const next = frames.findIndex(({ at }) => at > action.at);
  const earlier = next === -1 ? frames : frames.slice(0, next);
  const later = next === -1 ? [] : frames.slice(next).filter(({ at }) => at - action.at <= MAX_AFTER_DELAY_MS);
  return {
    before: action.type === 'navigation' ? { absent: 'a navigation begins with its new page' } : before(row, earlier),
    after: firstTaken(later),
    burst: action.type === 'navigation' ? burst(later) : [],
  };
}

function before({ captured, frameId }: InteractionRow, earlier: readonly FrameRow[]): Screenshots['before'] {
  const last = earlier.at(-1);
  if (!last) return { absent: 'no picture had been taken yet' };
  if (isAbsent(last.frame)) return last.frame;
  // A frame inside a page has an identity of its own; the pictures are of the page around it.
  if (frameId === 0 && last.page?.pageId !== captured.pageId)
    return { absent: 'the last picture was of the page before' };
  const stalenessMs = captured.action.at - last.at;
  if (stalenessMs > MAX_BEFORE_AGE_MS) return { absent: 'the last picture was too old' };
  const isSameLook = last.page?.pageId === captured.pageId && last.page.domEpoch === captured.domEpoch;
  // A frame inside a page counts its own changes, so that only their moment can be compared.
  const isSameState = isSameLook || captured.changedAt <= last.at;
  return { ...last.frame, stalenessMs, domChanged: !isSameState };
}

function firstTaken(later: readonly FrameRow[]): Frame | Absent {
  const taken = later.filter(isTaken);
  // A page that is still building itself up shows less of what came of the action than the same page a moment later.
  const telling = taken.find(({ occasion, frame }) => occasion !== 'loading' && !frame.blank);
  return (telling ?? taken[0])?.frame ?? later[0]?.frame ?? { absent: 'no picture was taken in time' };
}

function burst(later: readonly FrameRow[]): Frame[] {
  const taken = later
    .filter(isTaken)
    .filter(({ occasion }) => occasion === 'navigation' || occasion === 'loading')
    .map(({ frame }) => frame);
  return [...new Map(taken.map((frame) => [frame.sha256, frame])).values()].slice(0, MAX_BURST);
}

function isTaken(row: FrameRow): row is FrameRow & { frame: Frame } {
  return !isAbsent(row.frame);
}
