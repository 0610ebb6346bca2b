import { isAbsent } from '../../shared/interactions/absent.ts';
import type { Interaction } from '../../shared/interactions/interaction.ts';
import type { Box } from '../../shared/geometry.ts';
import type { Amendment } from '../messages.ts';
import type { FrameRow } from '../store/database.ts';

/** What has to go from the store: interactions and pictures by name, and what is to be painted over. */
export type Changes = {
  steps: ReadonlySet<string>;
  pictures: ReadonlySet<string>;
  paint: ReadonlyMap<string, readonly Box[]>;
};

/** A step takes with it the pictures that no other one shows. */
export function planChanges(amendment: Amendment, interactions: readonly Interaction[]): Changes {
  const steps = new Set(amendment.steps);
  const going = picturesOf(interactions.filter(({ id }) => steps.has(id)));
  const staying = picturesOf(interactions.filter(({ id }) => !steps.has(id)));
  const pictures = new Set([...amendment.pictures, ...[...going].filter((name) => !staying.has(name))]);
  const paint = new Map(amendment.paint.map(({ picture, boxes }) => [picture, boxes]));
  return { steps, pictures, paint };
}

/** The names of all frames that interactions show. */
export function picturesOf(interactions: readonly Interaction[]): Set<string> {
  const frames = interactions.flatMap(({ screenshots: { before, after, burst } }) => [before, after, ...burst]);
  return new Set(frames.flatMap((frame) => (isAbsent(frame) ? [] : [frame.sha256])));
}

/** What a frame's row shows, by its name; undefined where there is no picture. */
export function pictureOf({ frame }: FrameRow): string | undefined {
  return isAbsent(frame) ? undefined : frame.sha256;
}
