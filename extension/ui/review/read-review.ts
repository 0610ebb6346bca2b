import { isAbsent } from '../../../shared/interactions/absent.ts';
import type { Interaction } from '../../../shared/interactions/interaction.ts';
import { gapsBefore, type Gap } from '../../../shared/session/gaps.ts';
import { assembleInteractions } from '../../store/assemble-interactions.ts';
import type { SessionRow } from '../../store/database.ts';
import { pageDatabase } from '../page-database.ts';

export type ShownPicture = { sha256: string; when: 'before' | 'after' | 'burst'; width: number; height: number };
/** A step with the pictures that no earlier step shows (together they are all that is sent), and the gap before it. */
export type ReviewedStep = { interaction: Interaction; pictures: ShownPicture[]; gap: Gap | undefined };
export type Review = { session: SessionRow; steps: ReviewedStep[] };

/** A session as it is going to be sent; null when it is not here. */
export async function readReview(sessionId: string): Promise<Review | null> {
  const session = await pageDatabase.sessions.get(sessionId);
  if (session === undefined) return null;
  const [interactions, frames, commits] = await Promise.all([
    pageDatabase.interactions.where({ sessionId }).toArray(),
    pageDatabase.frames.where({ sessionId }).toArray(),
    pageDatabase.commits.where({ sessionId }).toArray(),
  ]);
  return { session, steps: stepsOf(assembleInteractions(interactions, frames, commits), session.pauses) };
}

/** Each picture once, at the first step that shows it. */
export function stepsOf(interactions: readonly Interaction[], pauses: readonly Gap[] = []): ReviewedStep[] {
  const gaps = gapsBefore(interactions, pauses);
  const seen = new Set<string>();
  return interactions.map((interaction, index) => {
    const { before, after, burst } = interaction.screenshots;
    const frames = [
      { frame: before, when: 'before' as const },
      ...burst.map((frame) => ({ frame, when: 'burst' as const })),
      { frame: after, when: 'after' as const },
    ];
    const pictures = frames.flatMap(({ frame, when }) => {
      if (isAbsent(frame) || seen.has(frame.sha256)) return [];
      seen.add(frame.sha256);
      const { sha256, width, height } = frame;
      return [{ sha256, when, width, height }];
    });
    return { interaction, pictures, gap: gaps[index] };
  });
}
