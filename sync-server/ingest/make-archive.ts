import { createHash } from 'node:crypto';
import { Zip, ZipDeflate, ZipPassThrough } from 'fflate';
import {
  ARCHIVE_VERSION,
  archiveFiles,
  type ArchiveFile,
  AUDIO_PATH,
  type Manifest,
  MANIFEST_PATH,
  PARTS_PATH,
  picturePath,
  type SessionSummary,
} from '../../shared/archive/manifest.ts';
import { shareReadings } from '../../shared/archive/share-readings.ts';
import { type SampleOptions, type SampleSession, sampleSession } from './sample-session.ts';

export type ArchiveChanges = SampleOptions & {
  /** Changes the data before it is written; the manifest then fits the changed data. */
  change?: (sample: SampleSession) => void;
  /** Changes or replaces entries after the manifest was made, so that it no longer fits them. */
  files?: (files: Map<string, Buffer>) => void;
  /** Changes the manifest that is written. */
  manifest?: (manifest: Manifest) => unknown;
};

export type MadeArchive = {
  bytes: Uint8Array<ArrayBuffer>;
  sha256: string;
  manifest: Manifest;
  sessionId: string;
  sample: SampleSession;
};

/** An archive as the extension seals it, for tests: valid unless `files` or `manifest` break it. */
export function makeArchive(changes: ArchiveChanges = {}): MadeArchive {
  const sample = sampleSession(changes);
  changes.change?.(sample);
  const files = filesOf(sample);
  const manifest: Manifest = {
    format: 'codesight-archive',
    version: ARCHIVE_VERSION,
    session: summaryOf(sample),
    files: [...files].map(([path, content]) => ({ path, bytes: content.length, sha256: sha256Of(content) })),
  };
  changes.files?.(files);
  const written = JSON.stringify(changes.manifest?.(structuredClone(manifest)) ?? manifest);
  const bytes = zip([[MANIFEST_PATH, Buffer.from(written)], ...files]);
  return { bytes, sha256: sha256Of(bytes), manifest, sessionId: sample.session.id, sample };
}

/** Streams as the extension does: pictures and the manifest stored, the rest deflated, sizes in data descriptors. */
export function zip(files: Iterable<readonly [path: string, content: Uint8Array]>): Uint8Array<ArrayBuffer> {
  const chunks: Uint8Array[] = [];
  const archive = new Zip((error, chunk) => {
    if (error !== null) throw error;
    chunks.push(chunk);
  });
  for (const [path, content] of files) {
    const stored = path === MANIFEST_PATH || /\.(web[mp]|pack)$/.test(path);
    const entry = stored ? new ZipPassThrough(path) : new ZipDeflate(path, { level: 9, mem: 8 });
    // The same session always gives the same bytes.
    entry.mtime = '1980-01-01T12:00:00';
    archive.add(entry);
    entry.push(content, true);
  }
  archive.end();
  return new Uint8Array(Buffer.concat(chunks));
}

export function sha256Of(content: Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}

function filesOf(sample: SampleSession): Map<string, Buffer> {
  const shared = shareReadings(sample);
  const content: Record<ArchiveFile, string> = {
    'session.json': JSON.stringify(sample.session),
    'readings.jsonl': shared.readings.map((line) => `${line}\n`).join(''),
    'interactions.jsonl': lines(shared.interactions),
    'frames.jsonl': lines(sample.deltas),
    'steps.jsonl': lines(shared.steps),
    'training.jsonl': lines(sample.examples),
    'outcome.json': JSON.stringify(sample.outcome),
    'quality-report.json': JSON.stringify(sample.qualityReport),
  };
  const files = new Map<string, Buffer>(archiveFiles.map((path) => [path, Buffer.from(content[path])]));
  if (sample.audio !== null) files.set(AUDIO_PATH, sample.audio);
  const parts = new Set(sample.deltas.flatMap(({ sources, atlas }) => (sources.length === 0 ? [] : atlas)));
  const [packed, shown] = [new Array<Buffer>(), new Map<string, Buffer>()];
  for (const [sha256, picture] of sample.pictures) {
    if (parts.has(sha256)) packed.push(picture);
    else shown.set(picturePath(sha256), picture);
  }
  if (packed.length > 0) files.set(PARTS_PATH, Buffer.concat(packed));
  for (const [path, picture] of shown) files.set(path, picture);
  return files;
}

function lines(rows: readonly unknown[]): string {
  return rows.map((row) => `${JSON.stringify(row)}\n`).join('');
}

function summaryOf({
  session,
  interactions,
  steps,
  examples,
  outcome,
  qualityReport,
  pictures,
  deltas,
}: SampleSession): SessionSummary {
  return {
    sessionId: session.id,
    type: session.type,
    participantId: session.participantId,
    scenarioId: session.scenario?.id ?? null,
    consentVersion: session.consent.version,
    startedAt: session.startedAt,
    endedAt: session.endedAt,
    sites: session.sites,
    interactions: interactions.length,
    steps: steps.length,
    examples: examples.length,
    pictures: pictures.size + deltas.length - new Set(deltas.flatMap(({ atlas }) => atlas)).size,
    quality: qualityReport.overall,
    verdict: qualityReport.verdict,
    completed: outcome.completed,
    extensionVersion: session.device.extensionVersion,
  };
}
