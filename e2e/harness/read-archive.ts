import { unzipSync } from 'fflate';
import { manifest, PARTS_PATH, type Manifest } from '../../shared/archive/manifest.ts';
import { restoreReadings } from '../../shared/archive/restore-readings.ts';
import { splitParts } from '../../shared/archive/split-parts.ts';
import { digest } from '../../shared/digest.ts';
import { step, type Step } from '../../shared/distil/step.ts';
import { frameDelta, type FrameDelta } from '../../shared/frames/frame-delta.ts';
import { interaction, type Interaction } from '../../shared/interactions/interaction.ts';
import { qualityReport, type QualityReport } from '../../shared/quality/quality-report.ts';
import { outcome, type Outcome } from '../../shared/session/outcome.ts';
import { session, type Session } from '../../shared/session/session.ts';

export type OpenArchive = {
  manifest: Manifest;
  session: Session;
  interactions: Interaction[];
  /** Frames that repeat others, by name. */
  deltas: Map<string, FrameDelta>;
  /** WebP files by their SHA-256: whole pages, layers of these, and patches. */
  pictures: Map<string, Uint8Array>;
  steps: Step[];
  training: unknown[];
  outcome: Outcome;
  quality: QualityReport;
  /** Entries by path, as bytes. */
  entries: Record<string, Uint8Array>;
};

/**
 * Opens an archive for assertions: every entry is checked against the manifest and parsed with the shared schemas.
 * @throws Error naming the entry that does not fit.
 */
export async function readArchive(bytes: Uint8Array): Promise<OpenArchive> {
  const entries = unzipSync(bytes);
  const text = (path: string): string => new TextDecoder().decode(entries[path]);
  const lines = (path: string): unknown[] =>
    text(path)
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line));

  const readings = lines('readings.jsonl');
  const restored = (path: string): unknown[] => lines(path).map((line) => restoreReadings(line, readings));

  const listed = manifest.parse(JSON.parse(text('manifest.json')));
  for (const { path, bytes: size, sha256 } of listed.files) {
    const content = entries[path];
    if (content?.byteLength !== size) throw new Error(`${path} has ${content?.byteLength} bytes, not ${size}`);
    if ((await digest(new Uint8Array(content))) !== sha256) throw new Error(`${path} has another checksum`);
  }
  return {
    manifest: listed,
    session: session.parse(JSON.parse(text('session.json'))),
    interactions: restored('interactions.jsonl').map((line) => interaction.parse(line)),
    deltas: new Map(
      await Promise.all(
        text('frames.jsonl')
          .split('\n')
          .filter((line) => line !== '')
          .map(async (line): Promise<[string, FrameDelta]> => [
            await digest(new TextEncoder().encode(line)),
            frameDelta.parse(JSON.parse(line)),
          ]),
      ),
    ),
    pictures: await picturesOf(entries),
    steps: restored('steps.jsonl').map((line) => step.parse(line)),
    training: lines('training.jsonl'),
    outcome: outcome.parse(JSON.parse(text('outcome.json'))),
    quality: qualityReport.parse(JSON.parse(text('quality-report.json'))),
    entries,
  };
}

async function picturesOf(entries: Record<string, Uint8Array>): Promise<Map<string, Uint8Array>> {
  const files = Object.entries(entries).filter(([path]) => path.endsWith('.webp'));
  const all = [...files.map(([, file]) => file), ...splitParts(entries[PARTS_PATH] ?? new Uint8Array())];
  return new Map(
    await Promise.all(
      all.map(async (file): Promise<[string, Uint8Array]> => [await digest(new Uint8Array(file)), file]),
    ),
  );
}
