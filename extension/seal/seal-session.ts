import type { SessionSummary } from '../../shared/archive/manifest.ts';
import { summarise } from '../../shared/archive/summarise.ts';
import { digest } from '../../shared/digest.ts';
import type { Interaction } from '../../shared/interactions/interaction.ts';
import type { QualityReport } from '../../shared/quality/quality-report.ts';
import type { Outcome } from '../../shared/session/outcome.ts';
import type { Session } from '../../shared/session/session.ts';
import { describeSession } from './describe-session.ts';
import { packArchive } from './pack-archive.ts';

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
  const recorded = await deps.read();
  const contents = describeSession(recorded, await deps.readDeltas());
  const { session, judged, counts } = contents;
  const summary = summarise({ session, outcome: judged.outcome, quality: judged.quality, counts });
  const archive = await packArchive({ ...contents, summary, audio: recorded.audio }, deps);
  await deps.store(
    {
      sessionId,
      sha256: await digest(new Uint8Array(await archive.arrayBuffer())),
      bytes: archive.size,
      archive,
      training: new Blob([contents.texts['training.jsonl']], { type: 'application/jsonl' }),
      summary,
      sealedAt: deps.now(),
      state: 'sealed',
      attempts: 0,
      nextTryAt: 0,
      failure: null,
      acceptedAt: null,
    },
    { outcome: judged.outcome, quality: judged.quality, interactions: counts.interactions },
  );
}
