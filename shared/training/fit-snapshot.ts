const GAP = '[…]';

/**
 * The snapshot in at most `maxChars`, cut by whole lines around the line of `ref`: what is near the target is worth
 * more than what is far from it, and the target itself is always kept. Without a target the beginning is kept.
 */
export function fitSnapshot(snapshot: string, ref: string | null, maxChars: number): string {
  if (snapshot.length <= maxChars) return snapshot;
  const lines = snapshot.split('\n');
  const centre =
    ref === null
      ? 0
      : Math.max(
          0,
          lines.findIndex((line) => line.includes(`[${ref}]`)),
        );
  let [from, to] = [centre, centre];
  // Room for a mark at both ends.
  let room = maxChars - 2 * (GAP.length + 1) - (lines[centre]?.length ?? 0);
  if (room < 0) return (lines[centre] ?? '').slice(0, maxChars);
  for (;;) {
    const above = lines[from - 1];
    const below = lines[to + 1];
    const canAbove = above !== undefined && above.length + 1 <= room;
    const canBelow = below !== undefined && below.length + 1 <= room;
    if (!canAbove && !canBelow) break;
    // Both sides grow by turns, so that the target stays in the middle.
    if (canAbove && (!canBelow || centre - from <= to - centre)) {
      from -= 1;
      room -= above.length + 1;
    } else if (below !== undefined) {
      to += 1;
      room -= below.length + 1;
    }
  }
  return [...(from > 0 ? [GAP] : []), ...lines.slice(from, to + 1), ...(to < lines.length - 1 ? [GAP] : [])].join('\n');
}
