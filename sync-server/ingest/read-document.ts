import { createHash } from 'node:crypto';
import type { z } from 'zod';
import type { ArchiveFile } from '../../shared/archive/manifest.ts';
import { checkReadings, type KnownReading, knownReading, readingKind } from '../../shared/archive/known-reading.ts';
import {
  type Reading,
  readingShapes,
  storedInteraction,
  type StoredInteraction,
  storedStep,
  type StoredStep,
} from '../../shared/archive/readings.ts';
import { frameDelta, type FrameDelta } from '../../shared/frames/frame-delta.ts';
import type { Size } from '../../shared/frames/check-frames.ts';
import { limits } from '../../shared/limits.ts';
import { qualityReport, type QualityReport } from '../../shared/quality/quality-report.ts';
import { outcome, type Outcome } from '../../shared/session/outcome.ts';
import { session, type Session } from '../../shared/session/session.ts';
import { trainingExample } from '../../shared/training/example.ts';
import { archiveInvalid } from './archive-invalid.ts';
import { checkShape, parseJson, readJson } from './parse-json.ts';
import { decodeText, readLines } from './read-lines.ts';

/** A `.json` file of this format; only those of many lines may be larger. */
const MAX_DOCUMENT_BYTES = 1024 * 1024;
/**
 * A line of `training.jsonl`. The longest context that a model takes is an eighth of it; JSON made to be wasteful becomes
 * thirty times larger in memory, which an archive must not be able to do to the server.
 */
export const MAX_EXAMPLE_BYTES = 4 * 1024 * 1024;

/** What was found while reading, for the checks that need more than one file. */
export type Findings = {
  readonly sessionId: string;
  session: Session | undefined;
  outcome: Outcome | undefined;
  qualityReport: QualityReport | undefined;
  /** What interactions and steps share. */
  readings: KnownReading[];
  /** Numbers of the readings that any of them names. */
  usedReadings: Set<number>;
  interactionIds: Set<string>;
  steps: number;
  examples: number;
  /** Sizes of the pictures that are there, by their SHA-256. */
  pictures: Map<string, Size>;
  /** Frames that are made of others, by the SHA-256 of their lines. */
  deltas: Map<string, FrameDelta>;
  /** SHA-256 and size of the frames that interactions and steps speak of. */
  mentionedFrames: Map<string, Size>;
  hasAudio: boolean;
};

export function newFindings(sessionId: string): Findings {
  return {
    sessionId,
    session: undefined,
    outcome: undefined,
    qualityReport: undefined,
    readings: [],
    usedReadings: new Set(),
    interactionIds: new Set(),
    steps: 0,
    examples: 0,
    pictures: new Map(),
    deltas: new Map(),
    mentionedFrames: new Map(),
    hasAudio: false,
  };
}

/** Reads one file to its end, adding to `findings`. Throws ARCHIVE_INVALID. */
export async function readDocument(
  path: ArchiveFile,
  content: AsyncIterable<Buffer>,
  findings: Findings,
): Promise<void> {
  switch (path) {
    case 'session.json':
      findings.session = parseJson(await readWhole(content, path), session, path);
      return;
    case 'outcome.json':
      findings.outcome = parseJson(await readWhole(content, path), outcome, path);
      return;
    case 'quality-report.json':
      findings.qualityReport = parseJson(await readWhole(content, path), qualityReport, path);
      return;
    case 'readings.jsonl': {
      let bytes = 0;
      await eachLine(path, content, (text, where) => {
        bytes += Buffer.byteLength(text);
        if (bytes > limits.maxReadingsBytes) throw archiveInvalid(`${path} is too large`);
        findings.readings.push(parseReading(text, where));
      });
      return;
    }
    case 'interactions.jsonl':
      await eachLine(path, content, (text, where) =>
        addInteraction(parseJson(text, storedInteraction, where), where, findings),
      );
      return;
    case 'frames.jsonl':
      await eachLine(path, content, (text, where) => addDelta(text, where, findings));
      return;
    case 'steps.jsonl':
      await eachLine(path, content, (text, where) => addStep(text, where, findings));
      return;
    case 'training.jsonl':
      await eachLine(path, content, (text, where) => {
        parseJson(text, trainingExample, where);
        findings.examples++;
      });
  }
}

async function readWhole(content: AsyncIterable<Buffer>, path: string): Promise<string> {
  const pieces: Buffer[] = [];
  let bytes = 0;
  for await (const piece of content) {
    bytes += piece.length;
    if (bytes > MAX_DOCUMENT_BYTES) throw archiveInvalid(`${path} is larger than ${MAX_DOCUMENT_BYTES} bytes`);
    pieces.push(piece);
  }
  return decodeText(Buffer.concat(pieces), path);
}

async function eachLine(
  path: ArchiveFile,
  content: AsyncIterable<Buffer>,
  take: (text: string, where: string) => void,
): Promise<void> {
  const maxBytes = path === 'training.jsonl' ? MAX_EXAMPLE_BYTES : limits.maxLineBytes;
  for await (const { text, line } of readLines(content, { path, maxBytes })) {
    if (line > limits.maxInteractions) throw archiveInvalid(`${path} has more than ${limits.maxInteractions} lines`);
    take(text, `line ${line} of ${path}`);
  }
}

function parseReading(text: string, where: string): KnownReading {
  const value = readJson(text, where);
  const shape: z.ZodType<Reading> = readingShapes[readingKind(value)];
  return knownReading(checkShape(value, shape, where));
}

function checkNamed(line: StoredInteraction | StoredStep, where: string, { readings, usedReadings }: Findings): void {
  try {
    checkReadings(line, readings, usedReadings);
  } catch (cause) {
    if (cause instanceof RangeError) throw archiveInvalid(`${where}: ${cause.message}`, cause);
    throw cause;
  }
}

function addInteraction(found: StoredInteraction, where: string, findings: Findings): void {
  checkNamed(found, where, findings);
  if (found.sessionId !== findings.sessionId) throw archiveInvalid(`${where} belongs to another session`);
  if (findings.interactionIds.has(found.id)) throw archiveInvalid(`${where} is an interaction that was there before`);
  findings.interactionIds.add(found.id);
  const { before, after, burst } = found.screenshots;
  for (const frame of [before, after, ...burst]) if ('sha256' in frame) mention(frame, where, findings);
}

function addDelta(text: string, where: string, { deltas }: Findings): void {
  const name = createHash('sha256').update(text).digest('hex');
  if (deltas.has(name)) throw archiveInvalid(`${where} is a frame that was there before`);
  deltas.set(name, parseJson(text, frameDelta, where));
}

function mention({ sha256, width, height }: Size & { sha256: string }, where: string, findings: Findings): void {
  const before = findings.mentionedFrames.get(sha256);
  if (before !== undefined && (before.width !== width || before.height !== height)) {
    throw archiveInvalid(`${where} gives a frame another size than a line before it`);
  }
  findings.mentionedFrames.set(sha256, { width, height });
}

function addStep(text: string, where: string, findings: Findings): void {
  const found = parseJson(text, storedStep, where);
  checkNamed(found, where, findings);
  if (found.index !== findings.steps) throw archiveInvalid(`${where} has the index ${found.index}`);
  if (!found.interactionIds.every((id) => findings.interactionIds.has(id))) {
    throw archiveInvalid(`${where} names an interaction that is not there`);
  }
  findings.steps++;
  if (found.observation.screenshot !== null) mention(found.observation.screenshot, where, findings);
}
