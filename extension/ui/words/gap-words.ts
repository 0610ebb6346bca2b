import type { Gap } from '../../../shared/session/gaps.ts';
import { formatMoment } from '../format/format-time.ts';
import { text } from '../text.ts';

/** From when to when nothing was recorded, and why; until `now` where that still goes on. */
export function gapWords({ from, to, reason = 'participant' }: Gap, now: number): string {
  return text.gap.span(formatMoment(from), formatMoment(to ?? now), text.gap.reason[reason]);
}

/** Gaps that nobody wanted and that are over, the latest last. */
export function unwantedGaps<One extends Gap>(gaps: readonly One[]): One[] {
  return gaps.filter(
    ({ to, reason }) =>
      to !== null && (reason === 'browser-stopped' || reason === 'recorder-missing' || reason === 'storage-full'),
  );
}
