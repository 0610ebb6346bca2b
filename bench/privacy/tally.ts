import type { Slot } from './make-up-person.ts';

export type Counted = {
  channel: string;
  locale: string;
  variant: string;
  slot: Slot;
  leak: { part: string; in: string } | undefined;
};
export type Tally = {
  add(counted: Counted): void;
  planted(): number;
  leaks(): Counted[];
  /** Planted and leaked by something of theirs. */
  by(key: 'channel' | 'locale' | 'variant' | 'slot'): Map<string, { planted: number; leaked: number }>;
};

export function createTally(): Tally {
  const all: Counted[] = [];
  return {
    add: (counted) => void all.push(counted),
    planted: () => all.length,
    leaks: () => all.filter(({ leak }) => leak !== undefined),
    by(key) {
      const groups = new Map<string, { planted: number; leaked: number }>();
      for (const counted of all) {
        const group = groups.get(counted[key]) ?? { planted: 0, leaked: 0 };
        group.planted++;
        if (counted.leak !== undefined) group.leaked++;
        groups.set(counted[key], group);
      }
      return groups;
    },
  };
}
