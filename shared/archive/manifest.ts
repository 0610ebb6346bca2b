import { z } from 'zod';
import { epochMs, sha256, uuid } from '../identifiers.ts';
import { limits } from '../limits.ts';
import { qualityReport } from '../quality/quality-report.ts';
import { sessionType } from '../session/session.ts';

/** Raise it when any schema of the archive changes; `format.test.ts` says so when it is forgotten. */
export const ARCHIVE_VERSION = 1;

/** The entries besides pictures and sound, in the order in which they are written after the manifest. */
export const archiveFiles = [
  'session.json',
  'readings.jsonl',
  'interactions.jsonl',
  'frames.jsonl',
  'steps.jsonl',
  'training.jsonl',
  'outcome.json',
  'quality-report.json',
] as const;
export type ArchiveFile = (typeof archiveFiles)[number];

export const MANIFEST_PATH = 'manifest.json';
export const picturePath = (pictureSha256: string): string => `screenshots/${pictureSha256}.webp`;

/**
 * The patches of all frames: WebP files one after the other, each as long as its own header says (`split-parts.ts`) and
 * known by its SHA-256, as if it were a file. There where any frame has patches.
 */
export const PARTS_PATH = 'screenshots/parts.pack';

/** What was said, Opus in WebM; after the files above, where there is any. */
export const AUDIO_PATH = 'audio.webm';

export const archivePath = z.union([
  z.enum([...archiveFiles, AUDIO_PATH, PARTS_PATH]),
  z.string().regex(/^screenshots\/[0-9a-f]{64}\.webp$/, 'is not a path of this format'),
]);

/** What lists and statistics need, so that nobody has to open an archive for them (R6.6). */
export const sessionSummary = z.strictObject({
  sessionId: uuid,
  type: sessionType,
  participantId: uuid.nullable(),
  scenarioId: z.string().max(100).nullable(),
  consentVersion: z.string().max(40),
  startedAt: epochMs,
  endedAt: epochMs,
  sites: z.array(z.string().max(255)).max(100),
  interactions: z.int().min(0).max(limits.maxInteractions),
  steps: z.int().min(0),
  examples: z.int().min(0),
  /** Frames that there are: pictures of a whole page, and those made of others. */
  pictures: z.int().min(0),
  quality: z.number().min(0).max(1),
  verdict: qualityReport.shape.verdict,
  completed: z.boolean().nullable(),
  extensionVersion: z.string().max(40),
});
export type SessionSummary = z.infer<typeof sessionSummary>;

/** `manifest.json`, the first entry, stored without compression. */
export const manifest = z.strictObject({
  format: z.literal('codesight-archive'),
  version: z.literal(ARCHIVE_VERSION),
  session: sessionSummary,
  /** Every other entry, in the order of the archive. */
  files: z
    .array(z.strictObject({ path: archivePath, bytes: z.int().min(0).max(limits.maxEntryBytes), sha256 }))
    .min(archiveFiles.length)
    .max(limits.maxArchiveEntries),
});
export type Manifest = z.infer<typeof manifest>;

/** Just enough to say which version an unknown archive has. */
export const manifestVersion = z.object({ format: z.literal('codesight-archive'), version: z.int() });
