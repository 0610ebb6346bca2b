import { describe, expect, test } from 'vitest';
import { createFollower, type Flag, type Membership } from './membership.ts';

const STARTED_AT = Date.now() - 60_000;
const flagOf = (paused = false, startedAt = STARTED_AT): Flag => ({ sessionId: 'session', paused, startedAt });

/** A document that loaded at the given moment, with everything that its follower did. */
function documentLoaded(loadedAt = STARTED_AT + 1_000) {
  const log: string[] = [];
  let wake: ((event: Event) => void) | undefined;
  let begun = 0;
  const follower = createFollower({
    ears: {
      attend: (call) => {
        wake = call;
      },
      close: () => {
        wake = undefined;
      },
    },
    begin: () => {
      const name = `recording ${++begun}`;
      return {
        confirm: ({ arrival }: Membership) => void log.push(`${name} confirmed, ${arrival}`),
        stop: () => void log.push(`${name} stopped`),
      };
    },
    loadedAt: () => loadedAt,
    isVisible: () => true,
    isOrphaned: () => false,
    rests: () => false,
    onChange: (state) => void log.push(state),
  });
  const act = (): void => wake?.({ timeStamp: performance.now() } as Event); // the only thing of it that is read
  return { log, follower, act, begun: () => begun };
}

describe('a document whose flag is not known yet', () => {
  test('costs nothing as long as nobody does anything in it', () => {
    const { log, follower, act } = documentLoaded();
    follower.follow(null, 'found');
    act();
    expect(log).toEqual([]);
  });

  test('keeps what was done in it when it turns out to be recorded', () => {
    const { log, follower, act } = documentLoaded();
    act();
    follower.follow(flagOf(), 'found');
    expect(log).toEqual(['recording 1 confirmed, loaded', 'recorded']);
  });

  test.each([
    ['there is no recording', null],
    ['the recording is paused', flagOf(true)],
  ])('forgets what was done in it when %s', (_reason, flag) => {
    const { log, follower, act } = documentLoaded();
    act();
    follower.follow(flag, 'found');
    expect(log).toEqual(['recording 1 stopped']);
  });

  test('forgets what was done before the session began', () => {
    const { log, follower, act } = documentLoaded();
    act();
    follower.follow(flagOf(false, Date.now() + 1_000), 'found');
    expect(log).toEqual(['recording 1 stopped', 'recording 2 confirmed, known', 'recorded']);
  });

  test('forgets what was done in it when the recording goes on only now', () => {
    const { log, follower, act } = documentLoaded();
    act();
    follower.follow(flagOf(), 'changed');
    follower.follow(flagOf(), 'found');
    expect(log).toEqual(['recording 1 stopped', 'recording 2 confirmed, loaded', 'recorded']);
  });
});

test('what is done first in a document that is recorded already begins no second recording', () => {
  const { log, follower, act, begun } = documentLoaded();
  follower.follow(flagOf(), 'found');
  act();
  expect(begun()).toBe(1);
  expect(log).toEqual(['recording 1 confirmed, loaded', 'recorded']);
});

test('a recording that is paused and goes on in the same document is one of a known document', () => {
  const { log, follower } = documentLoaded();
  follower.follow(flagOf(), 'found');
  follower.follow(flagOf(true), 'changed');
  follower.follow(flagOf(), 'changed');
  expect(log).toEqual([
    'recording 1 confirmed, loaded',
    'recorded',
    'recording 1 stopped',
    'not recorded',
    'recording 2 confirmed, known',
    'recorded',
  ]);
});
