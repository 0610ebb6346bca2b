import { setImmediate } from 'node:timers/promises';
import { MAX_FINDINGS, type PersonalFinding } from '../../shared/api/screening.ts';
import { archiveFiles, type Manifest, MANIFEST_PATH } from '../../shared/archive/manifest.ts';
import { restoreReadings } from '../../shared/archive/restore-readings.ts';
import { maskModeOf } from '../../shared/privacy/mask-mode-of.ts';
import type { MaskMode } from '../../shared/privacy/mask-text.ts';
import type { Interaction } from '../../shared/interactions/interaction.ts';
import type { Step } from '../../shared/distil/step.ts';
import { type OpenZip, openZip } from '../ingest/open-zip.ts';
import { MAX_EXAMPLE_BYTES } from '../ingest/read-document.ts';
import { readEntry } from '../ingest/read-entry.ts';
import { decodeText, readLines } from '../ingest/read-lines.ts';
import type { ZipEntry } from '../ingest/zip-form.ts';
import { findLeaks } from './find-leaks.ts';
import { type TextScanner, textScanner } from './text-scanner.ts';

export type Scan =
  | { state: 'clear'; findings: readonly [] }
  | { state: 'quarantined'; findings: readonly PersonalFinding[] }
  /** There was not enough time to look at all of it. */
  | { state: 'unscanned'; findings: readonly [] };

const files = [MANIFEST_PATH, ...archiveFiles] as const;
type TextFile = (typeof files)[number];

/**
 * Looks through every text of a verified archive on this disk for personal data that the device should have masked.
 * Gives up at `untilMs` (by `now`), and then says nothing about the archive.
 */
export async function scanArchive(path: string, limit: { now: () => number; untilMs: number }): Promise<Scan> {
  const zip = await openZip(path);
  const scanner = textScanner();
  const findings: PersonalFinding[] = [];
  const readings: unknown[] = [];
  try {
    for (const entry of zip.entries) {
      const file = files.find((name) => name === entry.path);
      if (file === undefined) continue;
      for await (const { text, line } of textsOf(zip, entry, file)) {
        if (limit.now() > limit.untilMs) return { state: 'unscanned', findings: [] };
        // Other requests get their turn: a line can take tens of milliseconds.
        await setImmediate();
        const parsed: unknown = JSON.parse(text);
        // They are looked through where they belong: how strictly depends on the page.
        if (file === 'readings.jsonl') {
          readings.push(parsed);
          continue;
        }
        const value = /^(interactions|steps)/.test(file) ? restoreReadings(parsed, readings) : parsed;
        for (const leak of leaksIn(file, value, scanner)) {
          if (findings.length < MAX_FINDINGS) findings.push({ kind: leak.kind, file, line, path: leak.path });
        }
      }
    }
  } finally {
    await zip.close();
  }
  return findings.length === 0 ? { state: 'clear', findings: [] } : { state: 'quarantined', findings };
}

async function* textsOf(zip: OpenZip, entry: ZipEntry, file: TextFile): AsyncGenerator<{ text: string; line: number }> {
  const content = readEntry(zip, entry, undefined);
  if (file.endsWith('.jsonl')) {
    yield* readLines(content, { path: file, maxBytes: MAX_EXAMPLE_BYTES });
    return;
  }
  const pieces: Buffer[] = [];
  for await (const piece of content) pieces.push(piece);
  yield { text: decodeText(Buffer.concat(pieces), file), line: 1 };
}

/** The paths that a manifest lists have a form that leaves no room for anything else. */
function leaksIn(file: TextFile, value: unknown, scanner: TextScanner) {
  const looked = file === MANIFEST_PATH ? { session: (value as Manifest).session } : value;
  return findLeaks(looked, modeOf(file, value), scanner);
}

/** As on the device: strictly where the page was about a person and her order. All of it has passed the schemas. */
function modeOf(file: TextFile, value: unknown): MaskMode {
  if (file === 'interactions.jsonl') {
    const { context } = value as Interaction;
    return 'absent' in context ? 'normal' : maskModeOf(context.page.kind);
  }
  if (file === 'steps.jsonl') {
    const { pageKind } = (value as Step).observation;
    return pageKind === undefined ? 'normal' : maskModeOf(pageKind);
  }
  return 'normal';
}
