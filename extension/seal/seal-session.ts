import {
  ARCHIVE_VERSION,
  AUDIO_PATH,
  manifest,
  picturePath,
  type SessionSummary,
} from '../../shared/archive/manifest.ts';
import { digest } from '../../shared/digest.ts';
import { isAbsent } from '../../shared/interactions/absent.ts';
import { interaction, type Interaction } from '../../shared/interactions/interaction.ts';
import { judgeSession } from '../../shared/judge-session.ts';
import type { QualityReport } from '../../shared/quality/quality-report.ts';
import type { Outcome } from '../../shared/session/outcome.ts';
import { session as sessionSchema, type Session } from '../../shared/session/session.ts';
import { makeExamples } from '../../shared/training/make-examples.ts';
import { collectFrames } from './collect-frames.ts';
import { fitLimits, fitLines } from './fit-limits.ts';
import { storable } from './storable.ts';
import { writeArchive } from './write-archive.ts';

/** What the outbox is given. */
export type SealedArchive = {
  sessionId: string;
  sha256: string;
  bytes: number;
  archive: Blob;
  training: Blob;
  summary: SessionSummary;
  sealedAt: number;
  state: 'sealed';
  attempts: 0;
  nextTryAt: 0;
  failure: null;
  acceptedAt: null;
};

export type SealDeps = {
  read(): Promise<{ session: Session; interactions: Interaction[]; audio: Blob | null }>;
  /** Lines of the frames that repeat others, by their names. */
  readDeltas(): Promise<ReadonlyMap<string, string>>;
  readPicture(sha256: string): Promise<Blob>;
  /** Commits both at once. */
  store(
    archive: SealedArchive,
    judged: { outcome: Outcome; quality: QualityReport; interactions: number },
  ): Promise<void>;
  now(): number;
};

/**
 * Judges a finished session, makes its training examples and writes its archive: the same bytes for the same session.
 * It can be stopped anywhere and run again; only the last line changes what is stored.
 * @throws ZodError when a recorded interaction does not fit the archive's format; Error when a picture is missing.
 */
export async function sealSession(sessionId: string, deps: SealDeps): Promise<void> {
  const { read, readPicture, readDeltas, store, now } = deps;
  const recorded = await read();
  const session = storable(recorded.session);
  const interactions = storable(fitLimits(recorded.interactions));
  const judged = storable(judgeSession({ ...session, interactions }));
  const complete = interactions.map((one, index) =>
    interaction.parse({ ...one, intent: judged.intents[index] ?? one.intent }),
  );
  const examples = fitLines(linesOf(makeExamples({ scenario: session.scenario, steps: judged.steps })));
  const { lines: frameLines, pictures, count } = collectFrames(framesOf(complete), await readDeltas());

  const texts = {
    'session.json': JSON.stringify(sessionSchema.parse(session)),
    'interactions.jsonl': linesOf(complete).join(''),
    'frames.jsonl': frameLines.map((line) => `${line}\n`).join(''),
    'steps.jsonl': linesOf(judged.steps).join(''),
    'training.jsonl': examples.join(''),
    'outcome.json': JSON.stringify(judged.outcome),
    'quality-report.json': JSON.stringify(judged.quality),
  };
  const files = await Promise.all(
    Object.entries(texts).map(async ([path, text]) => ({ path, content: new TextEncoder().encode(text) })),
  );
  const listed = await Promise.all(
    files.map(async ({ path, content }) => ({ path, bytes: content.byteLength, sha256: await digest(content) })),
  );
  const shown = await Promise.all(
    pictures.map(async (sha256) => ({ path: picturePath(sha256), bytes: (await readPicture(sha256)).size, sha256 })),
  );
  const { audio } = recorded;
  const spoken = audio === null ? [] : [await listAudio(audio)];

  const summary: SessionSummary = {
    sessionId,
    type: session.type,
    participantId: session.participantId,
    scenarioId: session.scenario?.id ?? null,
    consentVersion: session.consent.version,
    startedAt: session.startedAt,
    endedAt: session.endedAt,
    sites: session.sites,
    interactions: complete.length,
    steps: judged.steps.length,
    examples: examples.length,
    pictures: count,
    quality: judged.quality.overall,
    verdict: judged.quality.verdict,
    completed: judged.outcome.completed,
    extensionVersion: session.device.extensionVersion,
  };
  const archive = await writeArchive(
    manifest.parse({
      format: 'codesight-archive',
      version: ARCHIVE_VERSION,
      session: summary,
      files: [...listed, ...spoken, ...shown],
    }),
    files,
    [
      ...(audio === null ? [] : [{ path: AUDIO_PATH, read: async () => audio }]),
      ...pictures.map((sha256) => ({ path: picturePath(sha256), read: () => readPicture(sha256) })),
    ],
  );

  await store(
    {
      sessionId,
      sha256: await digest(new Uint8Array(await archive.arrayBuffer())),
      bytes: archive.size,
      archive,
      training: new Blob([texts['training.jsonl']], { type: 'application/jsonl' }),
      summary,
      sealedAt: now(),
      state: 'sealed',
      attempts: 0,
      nextTryAt: 0,
      failure: null,
      acceptedAt: null,
    },
    { outcome: judged.outcome, quality: judged.quality, interactions: complete.length },
  );
}

async function listAudio(audio: Blob): Promise<{ path: string; bytes: number; sha256: string }> {
  const sha256 = await digest(new Uint8Array(await audio.arrayBuffer()));
  return { path: AUDIO_PATH, bytes: audio.size, sha256 };
}

function linesOf(values: readonly unknown[]): string[] {
  return values.map((value) => `${JSON.stringify(storable(value))}\n`);
}

/** Names of all frames that the interactions show, each once, in order of first use. */
function framesOf(interactions: readonly Interaction[]): string[] {
  const frames = interactions.flatMap(({ screenshots: { before, after, burst } }) => [before, after, ...burst]);
  return [...new Set(frames.flatMap((frame) => (isAbsent(frame) ? [] : [frame.sha256])))];
}
