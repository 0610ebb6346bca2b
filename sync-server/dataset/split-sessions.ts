import { createHash } from 'node:crypto';
import type { Split } from '../../shared/api/rows.ts';

const TEST_SHARE = 0.1;
const VALIDATION_SHARE = 0.1;

/** Changing it deals all sessions anew, and old held-out figures stop being comparable. */
const SALT = 'codesight-split-1';

/** A number in [0, 1) that depends on the group alone, so that a session stays where it is as datasets grow. */
function positionOf(group: string): number {
  const hash = createHash('sha256').update(`${SALT}:${group}`).digest();
  return hash.readUIntBE(0, 6) / 2 ** 48;
}

function clamp(value: number, from: number, to: number): number {
  return Math.max(Math.min(value, to), Math.min(from, to));
}

/** With fewer groups than this, none is spared for validation: training needs it more. */
const LEAST_FOR_VALIDATION = 5;

/**
 * Deals whole groups of sessions (a session alone, all of a scenario, all of a site) to the three splits: by hash, a
 * tenth to test and a tenth to validation. Small sets are bent just so far that from two groups on one is tested with,
 * and from five on one validates: the group of the lowest hash goes to test, the next one to validation.
 */
export function splitSessions(sessions: readonly { id: string; group: string }[]): Map<string, Split> {
  const groups = [...new Set(sessions.map(({ group }) => group))]
    .map((group) => ({ group, position: positionOf(group) }))
    .toSorted((a, b) => a.position - b.position);
  const below = (share: number): number => groups.filter(({ position }) => position < share).length;
  const validating = groups.length >= LEAST_FOR_VALIDATION ? 1 : 0;
  const tests = clamp(below(TEST_SHARE), 1, Math.max(0, groups.length - 1 - validating));
  const held = clamp(below(TEST_SHARE + VALIDATION_SHARE), tests + validating, validating ? groups.length - 1 : tests);
  const splitOf = (rank: number): Split => (rank < tests ? 'test' : rank < held ? 'validation' : 'train');
  const splits = new Map(groups.map(({ group }, rank) => [group, splitOf(rank)]));
  return new Map(sessions.map(({ id, group }) => [id, splits.get(group) ?? 'train']));
}
