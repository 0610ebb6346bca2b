import { arrivalOf, type Arrival } from './arrival.ts';
import type { Ears } from './page-ears.ts';

/** The session that a page turns out to belong to, and how its recording came to the page. */
export type Membership = { sessionId: string; arrival: Arrival };

/** That there is a recording, as every page is told; null without one. `startedAt` is in epoch milliseconds. */
export type Flag = { sessionId: string; paused: boolean; startedAt: number } | null;

/** A recording of one document that keeps everything back until it is confirmed; stopped before, it has kept nothing. */
export type Recordable = { confirm(membership: Membership): void; stop(): void };

export type FollowerDeps<Recording extends Recordable> = {
  ears: Pick<Ears, 'attend' | 'close'>;
  begin(): Recording;
  /** When the document began for whoever looks at it, in epoch milliseconds. */
  loadedAt(): number;
  isVisible(): boolean;
  /** The extension that this script belongs to is gone. */
  isOrphaned(): boolean;
  /** Whether nothing of the document may be recorded, whatever the flag says. */
  rests(flag: Flag): boolean;
  /** The page is recorded from now on, or no longer. */
  onChange(state: 'recorded' | 'not recorded'): void;
};

export type Follower<Recording> = {
  /** Takes in what the flag says: as it was found by the first reading of it, or because it has changed. */
  follow(flag: Flag, news: 'found' | 'changed'): void;
  recording(): Recording | undefined;
};

/**
 * Follows the flag. It is read asynchronously, so that until it is known the page is listened to: the first action
 * begins a recording that stays in memory, and is confirmed or forgotten as soon as the flag is there. What was done
 * before the session began, or in a pause of it, is forgotten too.
 */
export function createFollower<Recording extends Recordable>(deps: FollowerDeps<Recording>): Follower<Recording> {
  const { ears, begin } = deps;
  let current: { sessionId: string; recording: Recording } | undefined;
  let early: { recording: Recording; at: number } | undefined;
  let recordedBefore = false;
  let sawPause = false;

  ears.attend((event) => {
    // A page that is known to be recorded has its recording, which hears this event too.
    if (current !== undefined) return;
    early = { recording: begin(), at: Date.now() - Math.max(0, performance.now() - event.timeStamp) };
  });

  /** A change of the flag tells of a session that began or went on only now. */
  const takeEarly = (startedAt: number, news: 'found' | 'changed'): Recording | undefined => {
    const taken = early;
    early = undefined;
    if (taken === undefined || (news === 'found' && taken.at >= startedAt)) return taken?.recording;
    taken.recording.stop();
    return undefined;
  };

  const leave = (): void => {
    current?.recording.stop();
    early?.recording.stop();
    if (current !== undefined) deps.onChange('not recorded');
    current = undefined;
    early = undefined;
    ears.close();
  };

  return {
    recording: () => current?.recording,
    follow(flag, news) {
      const rests = deps.rests(flag);
      if (flag?.paused === true || rests) sawPause = true;
      // What was recorded of the document was of another address.
      if (rests) recordedBefore = false;
      if (flag === null || flag.paused || rests || deps.isOrphaned()) {
        leave();
        return;
      }
      const { sessionId, startedAt } = flag;
      if (current?.sessionId === sessionId) return;
      if (current !== undefined) leave();
      const recording = takeEarly(startedAt, news) ?? begin();
      const isVisible = deps.isVisible();
      const arrival = arrivalOf({ recordedBefore, sawPause, loadedAt: deps.loadedAt(), startedAt, isVisible });
      recordedBefore = true;
      current = { sessionId, recording };
      recording.confirm({ sessionId, arrival });
      deps.onChange('recorded');
    },
  };
}
