/** How often each kind was tried and really happened, by layer. */
export type Tally = {
  tried(kind: string): void;
  hit(kind: string): void;
  total(): number;
  rows(): { kind: string; tried: number; hit: number }[];
};

export function newTally(): Tally {
  const counts = new Map<string, { tried: number; hit: number }>();
  const of = (kind: string) => {
    const found = counts.get(kind) ?? { tried: 0, hit: 0 };
    counts.set(kind, found);
    return found;
  };
  return {
    tried: (kind) => void of(kind).tried++,
    hit: (kind) => void of(kind).hit++,
    total: () => [...counts.values()].reduce((sum, { hit }) => sum + hit, 0),
    rows: () => [...counts].map(([kind, count]) => ({ kind, ...count })).toSorted((a, b) => b.hit - a.hit),
  };
}
