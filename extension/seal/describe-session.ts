import type { SessionSummary } from '../../shared/archive/manifest.ts';
import { shareReadings } from '../../shared/archive/share-readings.ts';
import { isAbsent } from '../../shared/interactions/absent.ts';
import { interaction, type Interaction } from '../../shared/interactions/interaction.ts';
import { judgeSession, type Judgement } from '../../shared/judge-session.ts';
import { session as sessionSchema, type Session } from '../../shared/session/session.ts';
import { makeExamples } from '../../shared/training/make-examples.ts';
import { collectFrames } from './collect-frames.ts';
import { fitLimits, fitLines } from './fit-limits.ts';
import { storable } from './storable.ts';

/** A session as its archive tells it: judged, with all of its files that are text. */
export type SessionContents = {
  session: Session;
  judged: Judgement;
  /** By path, in the archive's order. */
  texts: ReturnType<typeof textsOf>;
  /** Names of the pictures that the frames are made of, and of those that are only patches. */
  pictures: readonly string[];
  parts: readonly string[];
  counts: Pick<SessionSummary, 'interactions' | 'steps' | 'examples' | 'pictures'>;
};

/**
 * Judges what was recorded and puts it into the archive's words; `deltas` are the lines of frames that repeat others.
 * @throws ZodError when a recorded interaction does not fit the archive's format.
 */
export function describeSession(
  recorded: { session: Session; interactions: Interaction[] },
  deltas: ReadonlyMap<string, string>,
): SessionContents {
  const session = storable(recorded.session);
  const interactions = storable(fitLimits(recorded.interactions));
  const judged = storable(judgeSession({ ...session, interactions }));
  const complete = interactions.map((one, index) =>
    interaction.parse({ ...one, intent: judged.intents[index] ?? one.intent }),
  );
  const examples = fitLines(linesOf(makeExamples({ scenario: session.scenario, steps: judged.steps })));
  const { lines: frames, pictures, parts, count } = collectFrames(framesOf(complete), deltas);
  return {
    session,
    judged,
    texts: textsOf({ session, judged, complete, frames, examples }),
    pictures,
    parts,
    counts: {
      interactions: complete.length,
      steps: judged.steps.length,
      examples: examples.length,
      pictures: count,
    },
  };
}

function textsOf(parts: {
  session: Session;
  judged: Judgement;
  complete: readonly Interaction[];
  frames: readonly string[];
  examples: readonly string[];
}) {
  const { session, judged, complete, frames, examples } = parts;
  const { readings, interactions, steps } = shareReadings({ interactions: complete, steps: judged.steps });
  return {
    'session.json': JSON.stringify(sessionSchema.parse(session)),
    'readings.jsonl': readings.map((line) => `${line}\n`).join(''),
    'interactions.jsonl': linesOf(interactions).join(''),
    'frames.jsonl': frames.map((line) => `${line}\n`).join(''),
    'steps.jsonl': linesOf(steps).join(''),
    'training.jsonl': examples.join(''),
    'outcome.json': JSON.stringify(judged.outcome),
    'quality-report.json': JSON.stringify(judged.quality),
  };
}

function linesOf(values: readonly unknown[]): string[] {
  return values.map((value) => `${JSON.stringify(storable(value))}\n`);
}

/** Names of all frames that the interactions show, each once, in order of first use. */
function framesOf(interactions: readonly Interaction[]): string[] {
  const frames = interactions.flatMap(({ screenshots: { before, after, burst } }) => [before, after, ...burst]);
  return [...new Set(frames.flatMap((frame) => (isAbsent(frame) ? [] : [frame.sha256])))];
}
